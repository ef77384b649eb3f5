/** Files of services and systems: foretold line by line, taken whole or not at all, given out as they can be taken in again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '#tests/support/app.ts';

let test: TestApp;
let manager: Client;
let olga: Client;
beforeAll(async () => {
  test = await createTestApp();
  manager = await test.signInAs('change-manager');
  olga = await test.signInAs('agent', { email: 'olga@example.test' });
});
afterAll(() => test.close());
const emptied = () =>
  test.work(async (work) => {
    await work.em.execute('delete from config_relation');
    await work.em.execute('delete from config_item');
  });
beforeEach(emptied);

const CSV = { 'content-type': 'text/csv' };
const taken = (csv: string, query = '') => manager.post(`/config-items/import${query}`, csv, CSV);
const exported = async () => (await olga.get('/config-items.csv')).body;

const FILE = `\uFEFFkey;name;kind;owner;criticality;depends_on\r
shop;"Shop; the web one";service;OLGA@example.test;1;"web;db"\r
web;Web;system;;;db\r
db;"The ""old"" one
in two lines";database;olga@example.test;2;\r
`;

describe('a file of items', () => {
  it('is foretold, then taken in, whatever the order of its lines', async () => {
    const foretold = await taken(FILE, '?preview=true');
    expect(foretold.json()).toMatchObject({
      preview: true,
      added: 3,
      changed: 0,
      unchanged: 0,
      refused: 0,
      rows: [
        { line: 2, key: 'shop', name: 'Shop; the web one', act: 'add' },
        { line: 3, key: 'web', act: 'add' },
        { line: 4, key: 'db', name: 'The "old" one\nin two lines', act: 'add' },
      ],
    });
    expect((await manager.get('/config-items')).json().items).toEqual([]);
    expect((await taken(FILE)).json()).toMatchObject({ preview: false, added: 3 });
    expect((await manager.get('/config-items/shop')).json()).toMatchObject({
      kind: 'service',
      criticality: 1,
      owner: { email: olga.email },
      group: null,
      dependsOn: [{ key: 'db' }, { key: 'web' }],
    });
    expect((await manager.get('/config-items/web')).json()).toMatchObject({
      criticality: 3,
      owner: null,
    });
    expect((await taken(FILE)).json()).toMatchObject({ added: 0, changed: 0, unchanged: 3 });
  });

  it('changes only what it has columns for, and says what each was', async () => {
    await taken(FILE);
    const csv = 'Key,Name,Owner,Group\nshop,The shop,,service-desk\nweb,Web,,\n';
    const answer = (await manager.post('/config-items/import', { csv })).json();
    expect(answer).toMatchObject({ added: 0, changed: 1, unchanged: 1, refused: 0 });
    expect(answer.rows).toEqual([
      {
        line: 2,
        key: 'shop',
        name: 'The shop',
        act: 'change',
        problem: null,
        changes: {
          name: { before: 'Shop; the web one', after: 'The shop' },
          owner: { before: 'olga@example.test', after: null },
          group: { before: null, after: 'service-desk' },
        },
      },
    ]);
    expect((await manager.get('/config-items/shop')).json()).toMatchObject({
      version: 2,
      owner: null,
      criticality: 1,
      group: { key: 'service-desk' },
      dependsOn: [{ key: 'db' }, { key: 'web' }],
    });
    const told = await test.work((work) =>
      work.em.execute<{ changes: object }[]>(
        "select changes from event where type = 'configItem.changed'",
      ),
    );
    expect(told).toMatchObject([{ changes: { owner: { before: olga.personId, after: null } } }]);
  });

  it('is taken whole or not at all, each refused line with its reason', async () => {
    await taken('key,name,depends_on\nold,Old,\n');
    const csv = [
      'key,name,kind,owner,group,criticality,depends_on',
      'fine,Fine,,,,,',
      'Big Key,X,,,,,',
      'unnamed,,,,,,',
      'fine,Twice,,,,,',
      'odd,Odd,thing,,,,',
      'nobody,N,,who@example.test,,,',
      'nogroup,N,,,who,,',
      'heavy,H,,,,9,',
      'lost,L,,,,,moon',
      'self,S,,,,,self',
      'more,M,,,,,,more',
      'x,X,,,,,y',
      'y,Y,,,,,old;x',
    ].join('\n');
    const foretold = (await taken(csv, '?preview=true')).json();
    expect(foretold).toMatchObject({ added: 3, refused: 11 });
    expect(
      foretold.rows
        .filter(({ act }: { act: string }) => act === 'refuse')
        .map(({ line, problem }: { line: number; problem: { code: string } }) => [
          line,
          problem.code,
        ]),
    ).toEqual([
      [3, 'bad_key'],
      [4, 'no_name'],
      [5, 'key_twice'],
      [6, 'bad_kind'],
      [7, 'unknown_owner'],
      [8, 'unknown_group'],
      [9, 'bad_criticality'],
      [10, 'unknown_item'],
      [11, 'depends_on_itself'],
      [12, 'too_many_cells'],
      [13, 'cycle'],
    ]);
    const refused = await taken(csv);
    expect(refused.statusCode).toBe(400);
    expect(refused.json().errors).toContainEqual({
      pointer: '/csv',
      detail: 'Line 13: It would depend on itself: x → y → x.',
    });
    expect((await manager.get('/config-items')).json().items).toMatchObject([{ key: 'old' }]);
  });

  it('is refused as a whole where it is no such file', async () => {
    const code = async (csv: string) =>
      (await taken(csv, '?preview=true')).json().rows[0].problem.code;
    expect(await code('key,name\n')).toBe('no_rows');
    expect(await code('key,colour\na,red\n')).toBe('unknown_column');
    expect(await code('name\nA\n')).toBe('no_key_column');
    expect(await code('key,name,NAME\na,b,c\n')).toBe('column_twice');
    expect(await code('key,name\na,"b\n')).toBe('unreadable');
    expect((await olga.post('/config-items/import?preview=true', FILE, CSV)).statusCode).toBe(403);
    const latin = Buffer.from('key,name\na,caf\u00e9\n', 'latin1');
    expect((await manager.post('/config-items/import', latin, CSV)).json().detail).toContain(
      'UTF-8',
    );
  });

  it('given out and taken in again changes nothing', async () => {
    await taken(FILE);
    await manager.patch('/config-items/web', { active: false, description: '=SUM(A1)\r\n"x"' });
    const csv = await exported();
    expect(csv.split('\r\n')[0]).toBe(
      'key,name,kind,description,owner,group,criticality,depends_on,active',
    );
    expect(csv).toContain(`"'=SUM(A1)`);
    expect((await taken(csv)).json()).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 3,
      refused: 0,
    });
    await emptied();
    expect((await taken(csv)).json()).toMatchObject({ added: 3 });
    expect(await exported()).toBe(csv);
  });
});
