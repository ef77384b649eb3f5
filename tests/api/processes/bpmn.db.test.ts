/** BPMN over HTTP: a document comes in as definitions with a report, and goes out again with what was kept. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createTestApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
let maya: Client;
let agent: Client;
beforeAll(async () => {
  test = await createTestApp();
  maya = await test.signInAs('process-owner', { email: 'maya@example.test' });
  agent = await test.signInAs('agent');
});
afterAll(() => test.close());

const sample = (file: string): string =>
  readFileSync(new URL(`../../engine/bpmn/samples/${file}`, import.meta.url), 'utf8');

const send = (who: Client, payload: string | Buffer, query = '', type = 'application/xml') =>
  test.app.inject({
    method: 'POST',
    url: `/api/v1/processes/import/bpmn${query}`,
    headers: { authorization: `Bearer ${who.token}`, 'content-type': type },
    payload,
  });

describe('a document', () => {
  it('is read without anything being created', async () => {
    const answer = await send(maya, sample('camunda-modeler.bpmn'));
    expect(answer.statusCode).toBe(200);
    const { definitions, report, created } = answer.json();
    expect(definitions).toMatchObject([
      { process: 'Process_access', definition: { key: 'grant-access' } },
    ]);
    expect(created).toEqual([]);
    expect(report).toContainEqual(
      expect.objectContaining({ code: 'rewrite', id: 'Flow_yes', line: expect.any(Number) }),
    );
    expect((await maya.get('/processes/grant-access')).statusCode).toBe(404);
  });

  it('becomes drafts when asked, and never in the place of another draft', async () => {
    const answer = await send(
      maya,
      sample('bpmn-io.bpmn'),
      '?create=true',
      'text/xml; charset=utf-8',
    );
    const [{ key }] = answer.json().created;
    expect(answer.json().created).toEqual([{ key: 'process-order', revision: 1 }]);
    const draft = await maya.get(`/processes/${key}/draft`);
    expect(draft.json().definition).toEqual(answer.json().definitions[0].definition);
    const again = await send(maya, sample('bpmn-io.bpmn'), '?create=true');
    expect([again.statusCode, again.json().type]).toEqual([409, '/problems/already_exists']);
  });

  it('goes out as it came, and with the edits of the draft', async () => {
    const { definition } = (await maya.get('/processes/process-order/draft')).json();
    const asItCame = await maya.get('/processes/process-order/bpmn?draft=true');
    expect(asItCame.headers['content-type']).toBe('application/xml; charset=utf-8');
    expect(asItCame.headers['content-disposition']).toContain('process-order.bpmn');
    expect(asItCame.body).toBe(sample('bpmn-io.bpmn'));
    const elements = definition.elements.map((element: { id: string }) =>
      element.id === 'Activity_fold' ? { ...element, name: 'Fold & close' } : element,
    );
    await maya.put('/processes/process-order/draft', { ...definition, elements });
    const edited = await maya.get('/processes/process-order/bpmn');
    expect(edited.body).toMatch(/name="Fold &(amp|#38); close"/);
    expect(edited.body).toContain('bioc:fill="#bbdefb"');
  });

  it('of several processes gives those that are named', async () => {
    const answer = await send(maya, sample('camunda-modeler.bpmn'), '?process=Process_access');
    expect(answer.json().definitions).toHaveLength(1);
    const none = await send(maya, sample('camunda-modeler.bpmn'), '?process=a&process=b');
    expect(none.json()).toMatchObject({
      type: '/problems/invalid_input',
      refusal: 'unknown_process',
    });
  });

  it('is read in the encoding that it names', async () => {
    const xml = sample('bpmn-io.bpmn')
      .replace('UTF-8', 'ISO-8859-1')
      .replace('Fold the box', 'Größe');
    const answer = await send(maya, Buffer.from(xml, 'latin1'));
    expect(JSON.stringify(answer.json().definitions)).toContain('Größe');
    expect((await send(maya, Buffer.from([0xff, 0x00, 0xff]))).statusCode).toBe(400);
  });

  it('that is none is refused with the reason', async () => {
    const refusals: [string, string][] = [
      ['hello', 'not_xml'],
      ['<a/>', 'not_bpmn'],
      ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'doctype'],
      ['<a>&#0;</a>', 'not_xml'],
      [
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"/></definitions>',
        'no_process',
      ],
    ];
    for (const [body, refusal] of refusals) {
      const answer = await send(maya, body);
      expect([answer.statusCode, answer.json().refusal]).toEqual([400, refusal]);
    }
    expect((await send(maya, 'x'.repeat(5_000_001))).statusCode).toBe(413);
    expect((await send(maya, '{"a":1}', '', 'application/json')).statusCode).toBe(400);
    expect((await send(maya, 'a=b', '', 'text/plain')).statusCode).toBe(415);
  });

  it('with an extension of ours that cannot be stored is refused', async () => {
    const xml = sample('bpmn-io.bpmn').replace(
      '<bpmn:startEvent id="StartEvent_1">',
      '<bpmn:startEvent id="StartEvent_1"><bpmn:extensionElements><perdura:exact xmlns:perdura="http://perdura.dev/schema/bpmn/1">[{"of":"name","is":"a\\u0000"}]</perdura:exact></bpmn:extensionElements>',
    );
    expect((await send(maya, xml, '?create=true')).json().type).toBe('/problems/invalid_input');
  });
});

describe('a shipped process', () => {
  it('goes out to whoever may read it, and a draft only to authors', async () => {
    const answer = await maya.get('/processes/incident/bpmn');
    expect(answer.body).toContain('<bpmn:process id="incident"');
    const { definitions, report } = (await send(maya, answer.body)).json();
    const { version } = (await maya.get('/processes/incident')).json();
    const active = (await maya.get(`/processes/incident/versions/${version}`)).json();
    expect(definitions[0].definition).toEqual(active.definition);
    expect(report).toEqual([]);
    expect((await send(agent, answer.body)).statusCode).toBe(403);
    expect((await maya.get('/processes/none/bpmn')).statusCode).toBe(404);
  });
});
