/** How critical what a ticket is about is: kept as the register changes, and the same as going through all that depends on it. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importItems } from '#domain/config-items/import-items.ts';
import { newId } from '#domain/ids.ts';
import { createTestApp, type TestApp } from '../../support/app.ts';

const COUNT = 9;

let test: TestApp;
/** One about each item. */
let tickets: string[] = [];
beforeAll(async () => {
  test = await createTestApp();
  const agent = await test.signInAs('agent');
  for (let one = 0; one < COUNT; one += 1) {
    const opened = await agent.post('/tickets', { type: 'incident', title: `About ${one}` });
    tickets = [...tickets, opened.json().id];
  }
});
afterAll(() => test.close());

const ids = Array.from({ length: COUNT }, newId);
const idOf = (item: number): string => ids[item] ?? '';

type Item = { criticality: number; active: boolean; gone: boolean };
type Register = { items: Item[]; relations: Set<string> };

const sql = (text: string, params: readonly unknown[] = []) =>
  test.work((work) => work.em.execute<{ id: string; criticality: number | null }[]>(text, params));

const pairs = (relations: readonly (readonly [number, number])[]): string =>
  JSON.stringify(relations.map(([from, to]) => ({ from_id: idOf(from), to_id: idOf(to) })));

/** What may become of a register, each as one statement and as the model has it. */
type Act = {
  readonly told: string;
  readonly model: (register: Register) => void;
  readonly run: () => Promise<unknown>;
};

const item = fc.nat({ max: COUNT - 1 });
const several = fc.array(fc.tuple(item, item), { minLength: 1, maxLength: 8 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: several.map(related) },
  { weight: 2, arbitrary: several.map(parted) },
  fc
    .tuple(fc.uniqueArray(item, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 4 }))
    .map(weighed),
  fc.tuple(item, fc.boolean()).map(turned),
  item.map(removed),
);

function related(all: [number, number][]): Act {
  const wanted = all.filter(([from, to]) => from !== to);
  return {
    told: `relate ${wanted.join(' ')}`,
    model: ({ items, relations }) => {
      for (const [from, to] of wanted)
        if (!items[from]?.gone && !items[to]?.gone) relations.add(`${from} ${to}`);
    },
    run: () =>
      sql(
        `insert into config_relation (tenant_id, from_id, to_id) select current_tenant(), r.from_id, r.to_id
         from jsonb_to_recordset(?) as r(from_id uuid, to_id uuid) join config_item f on f.id = r.from_id join config_item t on t.id = r.to_id
         on conflict do nothing`,
        [pairs(wanted)],
      ),
  };
}

function parted(all: [number, number][]): Act {
  return {
    told: `part ${all.join(' ')}`,
    model: ({ relations }) => {
      for (const [from, to] of all) relations.delete(`${from} ${to}`);
    },
    run: () =>
      sql(
        `delete from config_relation c using jsonb_to_recordset(?) as r(from_id uuid, to_id uuid) where c.from_id = r.from_id and c.to_id = r.to_id`,
        [pairs(all)],
      ),
  };
}

function weighed([which, criticality]: [number[], number]): Act {
  return {
    told: `weigh ${which} ${criticality}`,
    model: ({ items }) => {
      for (const one of which) Object.assign(items[one] ?? {}, { criticality });
    },
    run: () =>
      sql(
        'update config_item set criticality = ? where id in (select value::uuid from jsonb_array_elements_text(?))',
        [criticality, JSON.stringify(which.map(idOf))],
      ),
  };
}

function turned([one, active]: [number, boolean]): Act {
  return {
    told: `turn ${one} ${active ? 'on' : 'off'}`,
    model: ({ items }) => {
      Object.assign(items[one] ?? {}, { active });
    },
    run: () => sql('update config_item set active = ? where id = ?', [active, idOf(one)]),
  };
}

/** Only what nothing depends on goes, and what it depends on is asked for no more by it. */
function removed(one: number): Act {
  return {
    told: `remove ${one}`,
    model: ({ items, relations }) => {
      if ([...relations].some((relation) => relation.endsWith(` ${one}`))) return;
      Object.assign(items[one] ?? {}, { gone: true });
      for (const relation of relations)
        if (relation.startsWith(`${one} `)) relations.delete(relation);
    },
    run: async () => {
      const isFree = 'not exists (select from config_relation where to_id = ?)';
      const id = idOf(one);
      await sql(`delete from ticket_item where item_id = ? and ${isFree}`, [id, id]);
      await sql(`delete from config_item where id = ? and ${isFree}`, [id, id]);
    },
  };
}

/** By going through all that depends on it, as one would by hand. */
function mostCritical({ items, relations }: Register, start: number): number | null {
  const found = new Set<number>();
  const next = [start];
  for (let here = next.pop(); here !== undefined; here = next.pop()) {
    const known = items[here];
    if (found.has(here) || !known?.active || known.gone) continue;
    found.add(here);
    for (const relation of relations) {
      const [from, to] = relation.split(' ').map(Number);
      if (to === here && from !== undefined) next.push(from);
    }
  }
  const all = [...found].map((one) => items[one]?.criticality ?? 9);
  return all.length === 0 ? null : Math.min(...all);
}

async function fresh(weights: readonly number[]): Promise<Register> {
  await sql('delete from ticket_item');
  await sql('delete from config_relation');
  await sql('delete from config_item');
  for (const [one, criticality] of weights.entries()) {
    await sql(
      `insert into config_item (id, tenant_id, key, name, kind, criticality, created_at, updated_at)
       values (?, current_tenant(), ?, ?, 'system', ?, now(), now())`,
      [idOf(one), `item-${one}`, `Item ${one}`, criticality],
    );
    await sql(
      'insert into ticket_item (tenant_id, ticket_id, item_id, added_at) values (current_tenant(), ?, ?, now())',
      [tickets[one], idOf(one)],
    );
  }
  const items = weights.map((criticality) => ({ criticality, active: true, gone: false }));
  return { items, relations: new Set() };
}

it('is what going through all that depends on it finds, whatever becomes of the register', async () => {
  const weights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: COUNT, maxLength: COUNT });
  await fc.assert(
    fc.asyncProperty(
      weights,
      fc.array(act, { minLength: 3, maxLength: 14 }),
      async (first, acts) => {
        const register = await fresh(first);
        for (const { told, model, run } of acts) {
          model(register);
          await run();
          const rows = await sql(
            'select id, ticket_criticality(id) as criticality from ticket where id in (select value::uuid from jsonb_array_elements_text(?))',
            [JSON.stringify(tickets)],
          );
          const known = new Map(rows.map(({ id, criticality }) => [id, criticality]));
          const kept = tickets.map((id) => known.get(id) ?? null);
          expect(kept, told).toEqual(tickets.map((_, one) => mostCritical(register, one)));
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('is the same where a file says at once what becomes of the register', async () => {
  // Each item by its number: how critical it is, and what it depends on.
  const registers: (readonly [number, readonly number[]])[][] = [
    [
      [3, [1]],
      [3, [2, 3]],
      [4, []],
      [4, [2]],
      [1, [1]],
      [2, [3]],
    ],
    // Weighed anew, with another way round, and what was most critical let go.
    [
      [2, [1]],
      [3, [3]],
      [4, []],
      [4, [2]],
      [1, []],
      [4, [3, 0]],
    ],
    [
      [3, [1]],
      [3, []],
      [3, []],
      [2, [2]],
      [1, [5]],
      [4, []],
    ],
  ];
  await fresh([]);
  const take = (lines: readonly string[]) =>
    test.work((work) => importItems(work, lines.join('\n')));
  const kept = () =>
    sql('select key as id, least(criticality, lent) as criticality from config_item order by key');
  const expected = (register: (typeof registers)[number]) => {
    const model: Register = {
      items: register.map(([criticality]) => ({ criticality, active: true, gone: false })),
      relations: new Set(register.flatMap(([, needs], from) => needs.map((to) => `${from} ${to}`))),
    };
    return register.map((_, one) => ({
      id: `item-${one}`,
      criticality: mostCritical(model, one),
    }));
  };
  for (const register of registers) {
    const lines = register.map(
      ([criticality, needs], one) =>
        `item-${one},Item ${one},system,${criticality},${needs.map((to) => `item-${to}`).join(';')}`,
    );
    await take(['key,name,kind,criticality,depends_on', ...lines]);
    expect(await kept()).toEqual(expected(register));
  }
  // What is let go need not stand in the file itself.
  await take(['key,depends_on', 'item-4,']);
  const last = (registers.at(-1) ?? []).map((one, at) => (at === 4 ? ([1, []] as const) : one));
  expect(await kept()).toEqual(expected(last));
});
