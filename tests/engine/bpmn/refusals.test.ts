/** What is refused whole, and at once: a document may be anything that somebody sends. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  BpmnError,
  fromBpmn,
  LARGEST_DOCUMENT,
  NOTES,
  REFUSALS,
  toBpmn,
} from '#engine/bpmn/index.ts';
import type { Definition } from '#engine/definition.ts';
import { isDefinition } from '#engine/lint/index.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const wrap = (inside: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<definitions xmlns="${BPMN}">${inside}</definitions>`;

async function refusal(xml: string, process?: string): Promise<string> {
  try {
    await fromBpmn(xml, process === undefined ? {} : { process });
  } catch (error) {
    if (error instanceof BpmnError) return error.code;
    throw error;
  }
  return 'taken';
}

describe('a document', () => {
  it('is refused for a reason of the list', async () => {
    const refused: Record<keyof typeof REFUSALS, string[]> = {
      not_xml: [
        '',
        'hello',
        '{"a":1}',
        '<a',
        '<a><b></a>',
        wrap('<process'),
        wrap('&#0;'),
        '\u0000',
      ],
      not_bpmn: ['<html></html>', '<definitions xmlns="urn:other"/>', `<process xmlns="${BPMN}"/>`],
      too_large: [
        ' '.repeat(LARGEST_DOCUMENT + 1),
        wrap('<a>'.repeat(500) + '</a>'.repeat(500)),
        wrap(`<process id="p">${'<task/>'.repeat(1_001)}</process>`),
        wrap('<a/>'.repeat(100_001)),
      ],
      doctype: [
        wrap('', '<!DOCTYPE d>'),
        wrap('<process id="p" name="&b;"/>', '<!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'),
        wrap('', '<!DOCTYPE d SYSTEM "file:///etc/passwd">'),
      ],
      no_process: [wrap(''), wrap('<process id="p"/>'), wrap('<collaboration id="c"/>')],
      unknown_process: [],
    };
    for (const [code, texts] of Object.entries(refused)) {
      for (const text of texts)
        expect([text.slice(0, 80), await refusal(text)]).toEqual([text.slice(0, 80), code]);
    }
    expect(await refusal(wrap('<process id="p"><task id="t"/></process>'), 'q')).toBe(
      'unknown_process',
    );
  });

  it('that never closes what it opens is refused as quickly as any other', async () => {
    const began = performance.now();
    for (const text of ['<!--', '<![CDATA[', '<', '<a x="', '<a ', '</', '<?', "='"]) {
      expect(await refusal(`<a>${text.repeat(Math.floor(4_000_000 / text.length))}`)).toBe(
        'not_xml',
      );
    }
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it('may have an extension of ours that says nonsense, which is passed over and told', async () => {
    const ours = 'xmlns:perdura="http://perdura.dev/schema/bpmn/1"';
    const task = (name: string, body: string) =>
      `<userTask id="${name}" ${ours}><extensionElements><perdura:${name}>${body}</perdura:${name}></extensionElements></userTask>`;
    const { definitions, report } = await fromBpmn(
      wrap(
        `<process id="p">${task('task', '{"due":{"hours":"two"}}')}${task('approval', '{"mode":"dice"}')}${task('inputs', 'no json')}${task('trigger', '7')}<intermediateCatchEvent id="timer" ${ours}><timerEventDefinition><extensionElements><perdura:timer>{"after":{"businessHours":{"x":1}}}</perdura:timer></extensionElements><timeDuration>[object Object] business hours</timeDuration></timerEventDefinition></intermediateCatchEvent><intermediateCatchEvent id="empty" ${ours}><timerEventDefinition><extensionElements><perdura:timer>{}</perdura:timer></extensionElements><timeDuration>P1D</timeDuration></timerEventDefinition></intermediateCatchEvent><sequenceFlow id="f" sourceRef="task" targetRef="inputs" ${ours} perdura:port="no id" perdura:ref="no id"><extensionElements><perdura:conditions>{"fact":7}</perdura:conditions></extensionElements><conditionExpression>7 undefined</conditionExpression></sequenceFlow>${task('exact', '[{"of":"__proto__","is":{"polluted":true}},{"of":"type","said":"userTask","is":"teleport"},7]')}</process>`,
      ),
    );
    expect(definitions[0]?.elements.map(({ type }) => type)).toEqual([
      'userTask',
      'userTask',
      'userTask',
      'userTask',
      'intermediateCatchEvent',
      'intermediateCatchEvent',
      'userTask',
    ]);
    expect(isDefinition(definitions[0])).toBe(true);
    expect(report.filter(({ code }) => code === 'invalid_extension').map(({ id }) => id)).toEqual(
      expect.arrayContaining(['task', 'exact']),
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('may leave out ids, or give flows ends that are not there', async () => {
    const { definitions, report } = await fromBpmn(
      wrap(
        '<process id="p"><startEvent/><task id="t"/><sequenceFlow id="f" sourceRef="t" targetRef="nowhere"/></process>',
      ),
    );
    expect(definitions[0]?.elements).toHaveLength(2);
    expect(report.find(({ id }) => id === 'f')?.code).toBe('lost_flow');
    const [definition] = definitions;
    const out = await toBpmn({ ...(definition as Definition), name: 'Renamed' });
    expect(out).toContain('targetRef="nowhere"');
  });
});

describe('a definition', () => {
  it('whose document is not what it was is refused', async () => {
    const [definition] = (await fromBpmn(wrap('<process id="p"><task id="t"/></process>')))
      .definitions;
    const { origin } = definition as Definition;
    const other = {
      ...(definition as Definition),
      origin: { ...origin, process: 'q' },
    } as Definition;
    await expect(toBpmn(other)).rejects.toMatchObject({ code: 'unknown_process' });
    expect(await toBpmn(other, { fresh: true })).toContain('<bpmn:userTask id="t"');
  });
});

describe('docs/bpmn.md', () => {
  const page = readFileSync(new URL('../../../docs/bpmn.md', import.meta.url), 'utf8');

  it('says every line of the report and every refusal as they are', () => {
    for (const [code, text] of Object.entries({ ...NOTES, ...REFUSALS })) {
      expect(page).toContain(`| \`${code}\` | ${text} |`);
    }
  });
});
