/**
 * Holds a value against the schema of a definition, element by element, so that an error names the element and the field.
 * Runs before every rule and on any JSON at all; what it finds unreadable is kept from the other rules.
 */
import { Check } from 'typebox/schema';
import { type Condition, conditionDefs, depthOf } from '../condition.ts';
import { Definition, ELEMENT_SCHEMAS, type Element, Flow, LIMITS } from '../definition.ts';
import { isObject } from '../json.ts';
import type { Finding } from './finding.ts';
import { isTooDeep, type SchemaError, schemaErrors } from './schema-errors.ts';

const NAME = 'schema';
const withDefs = (schema: object) => ({ ...schema, $defs: conditionDefs });
const elementSchemas = Object.fromEntries(
  Object.entries(ELEMENT_SCHEMAS).map(([type, schema]) => [type, withDefs(schema)]),
);
const flowSchema = withDefs(Flow);
const wholeSchema = {
  ...Definition,
  properties: {
    ...Definition.properties,
    elements: { type: 'array', maxItems: LIMITS.elements },
    flows: { type: 'array', maxItems: LIMITS.flows },
  },
};

/** Whether this is a definition by its schema alone; it may still be half-drawn. */
export function isDefinition(value: unknown): value is Definition {
  return !isTooDeep(value) && Check(Definition, value);
}

export function schemaFindings(value: unknown): readonly Finding[] {
  if (isTooDeep(value)) return [finding('', 'is nested too deeply')];
  if (!isObject(value)) return [finding('', 'must be an object')];
  const findings = schemaErrors(wholeSchema, value).map(({ pointer, detail }) =>
    finding(pointer, detail),
  );
  for (const [index, element] of listOf(value.elements).entries()) {
    findings.push(...elementFindings(element, `/elements/${index}`));
  }
  for (const [index, flow] of listOf(value.flows).entries()) {
    findings.push(...flowFindings(flow, `/flows/${index}`));
  }
  return [...findings, ...deepConditions(value)];
}

/** The part of a value that rules can walk: elements of a known type and flows, each with its ids. */
export function readable(value: unknown): Definition | null {
  if (!isObject(value) || isTooDeep(value)) return null;
  const elements = listOf(value.elements).filter(isElement);
  const flows = listOf(value.flows).filter(isFlow);
  const isWhole =
    elements.length === listOf(value.elements).length &&
    flows.length === listOf(value.flows).length;
  if (isWhole && Array.isArray(value.elements) && Array.isArray(value.flows)) {
    return value as unknown as Definition;
  }
  return { ...value, elements, flows } as unknown as Definition;
}

function elementFindings(element: unknown, at: string): readonly Finding[] {
  if (!isObject(element)) return [finding(at, 'must be an object')];
  const about = typeof element.id === 'string' ? { element: element.id } : {};
  const type = String(element.type);
  const schema = Object.hasOwn(elementSchemas, type) ? elementSchemas[type] : undefined;
  if (!schema) return [finding(`${at}/type`, `“${type}” is no element type`, about)];
  return errorsIn(schema, element).map(({ pointer, detail }) =>
    finding(`${at}${pointer}`, detail, about),
  );
}

function flowFindings(flow: unknown, at: string): readonly Finding[] {
  if (!isObject(flow)) return [finding(at, 'must be an object')];
  const about = typeof flow.id === 'string' ? { flow: flow.id } : {};
  return errorsIn(flowSchema, flow).map(({ pointer, detail }) =>
    finding(`${at}${pointer}`, detail, about),
  );
}

const remembered = new WeakMap<object, readonly SchemaError[]>();

/** Remembered per object: in an editor all but one element are what they were a moment ago. */
function errorsIn(schema: object, value: object): readonly SchemaError[] {
  const known = remembered.get(value);
  if (known) return known;
  const errors = schemaErrors(schema, value);
  remembered.set(value, errors);
  return errors;
}

function deepConditions(value: { readonly [name: string]: unknown }): readonly Finding[] {
  return [...deepInFlows(value), ...deepInApprovals(value)];
}

function deepInFlows(value: { readonly [name: string]: unknown }): readonly Finding[] {
  return listOf(value.flows).flatMap((flow, index) => {
    if (!isFlow(flow) || !flow.conditions || depthOf(flow.conditions) <= LIMITS.conditionDepth)
      return [];
    const detail = `must not be nested deeper than ${LIMITS.conditionDepth}`;
    return [finding(`/flows/${index}/conditions`, detail, { flow: flow.id })];
  });
}

/** The error names the condition itself, which may lie in a stage or in one of its groups. */
function deepInApprovals(value: { readonly [name: string]: unknown }): readonly Finding[] {
  return listOf(value.elements).flatMap((element, index) => {
    if (!isElement(element) || element.type !== 'approval') return [];
    return listOf(element.approval?.stages).flatMap((stage, place) => {
      const at = `/elements/${index}/approval/stages/${place}`;
      const groups = listOf(isObject(stage) ? stage.groups : undefined);
      return [
        ...deepIn(stage, at, element.id),
        ...groups.flatMap((group, number) => deepIn(group, `${at}/groups/${number}`, element.id)),
      ];
    });
  });
}

function deepIn(holder: unknown, pointer: string, element: string): readonly Finding[] {
  const when = isObject(holder) ? holder.when : undefined;
  if (!isObject(when) || depthOf(when as Condition) <= LIMITS.conditionDepth) return [];
  const detail = `must not be nested deeper than ${LIMITS.conditionDepth}`;
  return [finding(`${pointer}/when`, detail, { element })];
}

function finding(
  pointer: string,
  detail: string,
  about: { element?: string; flow?: string } = {},
): Finding {
  const subject =
    pointer
      .split('/')
      .slice(about.element || about.flow ? 3 : 1)
      .join('.') || 'This';
  return {
    rule: NAME,
    level: 'error',
    ...about,
    pointer,
    message: `${subject} ${detail}.`,
    values: { pointer, detail },
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isElement(value: unknown): value is Element {
  return (
    isObject(value) &&
    typeof value.id === 'string' &&
    typeof value.type === 'string' &&
    Object.hasOwn(ELEMENT_SCHEMAS, value.type)
  );
}

function isFlow(value: unknown): value is Flow {
  return (
    isObject(value) && [value.id, value.from, value.to].every((one) => typeof one === 'string')
  );
}
