/**
 * The reference files of the OMG's Model Interchange Working Group, drawn with twenty tools: everything in them is either
 * in a definition, kept, or told in the report, and goes out again equal in model and drawing, also after an edit. The files
 * are not ours to ship: PERDURA_SAMPLES names the folder they lie in.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, printDocument } from '#engine/bpmn/document.ts';
import { fromBpmn, type Imported, toBpmn } from '#engine/bpmn/index.ts';
import { extensionsOf, isGeneric, isNode, type Node, within } from '#engine/bpmn/node.ts';
import { snapshot } from '#engine/bpmn/snapshot.ts';
import { canonicalJson } from '#engine/canonical.ts';
import type { Definition } from '#engine/definition.ts';
import { isDefinition } from '#engine/lint/index.ts';
import { edited, edits } from '#tests/support/bpmn-edits.ts';
import { missingFrom, type XmlPart, xmlParts } from '#tests/support/xml-parts.ts';

const folder = path.join(process.env.PERDURA_SAMPLES ?? '', 'bpmn-miwg');
const isThere = Boolean(process.env.PERDURA_SAMPLES) && existsSync(folder);
const files = isThere ? readdirSync(folder).filter((file) => file.endsWith('.bpmn')) : [];
const figures = { elements: 0, attributes: 0, definitions: 0, taken: 0, entries: 0, unreadable: 0 };

/** Elements of a process that must be in a definition or in the report under their own id. */
const TOLD =
  /^(task|\w+Task|\w+Event|\w+Gateway|subProcess|transaction|adHocSubProcess|callActivity|sequenceFlow|lane|laneSet|participant|messageFlow|dataObject|dataObjectReference|dataStoreReference|textAnnotation|association|group)$/;

const model = async (xml: string): Promise<string> =>
  canonicalJson(snapshot((await parseDocument(xml)).root));

const named = (definition: Definition, name: string | undefined): Definition => {
  const [first, ...rest] = definition.elements;
  return { ...definition, elements: first ? [{ ...first, name } as typeof first, ...rest] : [] };
};

/** What is neither in the other text nor told as unreadable. */
function unaccounted(missing: readonly XmlPart[], report: Imported['report']): readonly XmlPart[] {
  const told = new Set(
    report.filter(({ code }) => code === 'unreadable').map(({ type, id }) => `${id} ${type}`),
  );
  return missing.filter(({ what, id }) => !told.has(`${id} ${what.replace(/=.*$/s, '')}`));
}

/** Elements that are gone although nothing they belong to is, or whose extensions are not what they were. */
async function lostExtensions(
  source: string,
  out: string,
  gone: ReadonlySet<string>,
): Promise<readonly string[]> {
  const left = new Map<string, Node>();
  for (const node of within((await parseDocument(out)).root)) {
    if (node.id && !left.has(node.id)) left.set(node.id, node);
  }
  const foreign = (node: Node) =>
    extensionsOf(node)
      .filter(({ $type }) => !$type.startsWith('perdura:'))
      .map((one) => canonicalJson(snapshot(one)));
  const belongsToGone = (node: Node | undefined): boolean => {
    if (!node) return false;
    const ends = [
      'attachedToRef',
      'sourceRef',
      'targetRef',
      'bpmnElement',
      'sourceElement',
      'targetElement',
    ].flatMap((name) => {
      const has = !isGeneric(node) && node.$descriptor.propertiesByName[name];
      return has ? [node.get(name)].flat() : [];
    });
    return (
      gone.has(node.id ?? '') ||
      ends.some((end) => isNode(end) && belongsToGone(end)) ||
      belongsToGone(node.$parent)
    );
  };
  const lost: string[] = [];
  for (const node of within((await parseDocument(source)).root)) {
    if (!node.id || isGeneric(node) || belongsToGone(node)) continue;
    const now = left.get(node.id);
    // Inside an event or a task that was changed, what it waits for may be another.
    if (!now && /Definition$|Expression$|LoopCharacteristics$/.test(node.$type)) continue;
    if (!now) lost.push(`${node.$type} ${node.id}`);
    else if (canonicalJson(foreign(node)) !== canonicalJson(foreign(now))) {
      lost.push(`extensions of ${node.$type} ${node.id}`);
    }
  }
  return lost;
}

describe.skipIf(!isThere).each(files)('%s', (file) => {
  const xml = isThere ? readFileSync(path.join(folder, file), 'utf8') : '';

  it('comes in, with everything it holds accounted for', async () => {
    const { definitions, report } = await fromBpmn(xml);
    expect(definitions.length).toBeGreaterThan(0);
    for (const definition of definitions) expect(isDefinition(definition)).toBe(true);
    const source = xmlParts(xml);
    const ids = new Set(
      definitions.flatMap(({ elements, flows, notes = [] }) =>
        [...elements, ...flows, ...notes].map(({ id }) => id),
      ),
    );
    const told = new Set(report.map(({ id, type }) => id ?? type.toLowerCase()));
    const silent = source.filter(
      ({ what, id, isElement }) =>
        isElement &&
        TOLD.test(what) &&
        !ids.has(id) &&
        !told.has(id) &&
        !told.has(`bpmn:${what.toLowerCase()}`),
    );
    // What undoes an activity is drawn as an event on its border and an association.
    const undone = definitions.flatMap(({ elements }) =>
      elements.filter((element) => 'undo' in element),
    );
    for (const what of ['boundaryEvent', 'association']) {
      const drawn = silent.filter((part) => part.what === what);
      expect(drawn.length).toBeLessThanOrEqual(undone.length);
    }
    expect(silent.filter(({ what }) => what !== 'boundaryEvent' && what !== 'association')).toEqual(
      [],
    );
    figures.elements += source.filter(({ isElement }) => isElement).length;
    figures.attributes += source.filter(({ isElement }) => !isElement).length;
    figures.definitions += definitions.length;
    figures.taken += ids.size;
    figures.entries += report.length;
    figures.unreadable += report.filter(({ code }) => code === 'unreadable').length;
  });

  it('goes out as it came', async () => {
    for (const definition of (await fromBpmn(xml)).definitions) {
      expect(await toBpmn(definition)).toBe(xml.replace('ISO-8859-1', 'UTF-8'));
    }
  });

  it('goes out equal in model and drawing when an edit has been taken back', async () => {
    const { definitions, report } = await fromBpmn(xml);
    for (const definition of definitions) {
      const away = await toBpmn(named(definition, 'Another name'));
      const { definitions: changed } = await fromBpmn(away, {
        process: definition.origin?.process ?? '',
      });
      const back = await toBpmn(named(changed[0] as Definition, definition.elements[0]?.name));
      const asRead = await printDocument((await parseDocument(xml)).root);
      expect(JSON.parse(await model(back))).toEqual(JSON.parse(await model(asRead)));
      expect(unaccounted(missingFrom(xmlParts(xml), xmlParts(back)), report)).toEqual([]);
    }
  });

  it('keeps all that an edit did not touch, and comes in again as it was edited', async () => {
    const { definitions, processes } = await fromBpmn(xml);
    await fc.assert(
      fc.asyncProperty(fc.nat(9), edits, async (which, list) => {
        const definition = definitions[which % definitions.length] as Definition;
        const changed = edited(definition, list);
        const out = await toBpmn(changed);
        const again = await fromBpmn(out, { process: processes[which % processes.length] ?? '' });
        const { origin: _o, key: _k, ...rest } = again.definitions[0] as Definition;
        const { origin: _p, key: _l, ...wanted } = changed;
        expect(rest).toEqual(wanted);
        const gone = new Set(
          [...definition.elements, ...definition.flows]
            .map(({ id }) => id)
            .filter((id) => ![...changed.elements, ...changed.flows].some((one) => one.id === id)),
        );
        expect(await lostExtensions(xml, out, gone)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

describe.skipIf(!isThere)('all of them', () => {
  it('are twenty-one', () => {
    expect(files).toHaveLength(21);
    console.log(JSON.stringify(figures));
  });
});
