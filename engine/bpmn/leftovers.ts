/** Tells of everything in a document that no definition says: it is kept, and it is named. */
import { childrenOf, extensionsOf, given, isA, isNode, type Node, nodesOf } from './node.ts';
import type { Say } from './report.ts';

/** Attributes and references that a definition says in its own way, or that only repeat what is said elsewhere. */
const SAID = new Set([
  'id',
  'name',
  'incoming',
  'outgoing',
  'default',
  'sourceRef',
  'targetRef',
  'attachedToRef',
  'calledElement',
  'isExecutable',
  'isInterrupting',
  'cancelActivity',
  'triggeredByEvent',
  'isForCompensation',
  'isSequential',
  'messageRef',
  'signalRef',
  'errorRef',
  'escalationRef',
  'activityRef',
  'errorCode',
  'escalationCode',
  'body',
  'language',
  'text',
  'associationDirection',
  'extensionElements',
  // Said by the flows themselves, or without any effect in BPMN.
  'gatewayDirection',
  'isImmediate',
]);

type Reading = {
  readonly held: ReadonlySet<Node>;
  readonly told: ReadonlySet<Node>;
  readonly processes: ReadonlySet<Node>;
  readonly say: Say;
};

export function tellLeftovers(root: Node, reading: Reading): void {
  const { processes, say } = reading;
  tellParts(root, say);
  for (const one of childrenOf(root)) {
    if (isA(one, 'bpmndi:BPMNDiagram')) continue;
    if (isA(one, 'bpmn:Process') && !processes.has(one)) say('other_process', one);
    else tell(one, reading);
  }
  const [, ...further] = nodesOf(root, 'diagrams');
  for (const diagram of further) say('kept', diagram);
}

function tell(node: Node, reading: Reading): void {
  const { held, told, say } = reading;
  if (isA(node, 'bpmn:ExtensionElements')) return;
  if (held.has(node)) {
    tellParts(node, say);
    for (const child of childrenOf(node)) tell(child, reading);
    return;
  }
  const isNoticed = told.has(node) && !isA(node, 'bpmn:FlowElement');
  if (isA(node, 'bpmn:SequenceFlow')) say('lost_flow', node);
  else if (isA(node, 'bpmn:FlowNode')) say('not_run', node);
  else if (!isNoticed) say('kept', node, [...new Set(inner(node))]);
  // What has a name of its own is told by it.
  for (const child of childrenOf(node)) if (isNamed(child)) tell(child, reading);
}

const isNamed = (node: Node): boolean =>
  isA(
    node,
    'bpmn:FlowElement',
    'bpmn:Participant',
    'bpmn:MessageFlow',
    'bpmn:Lane',
    'bpmn:LaneSet',
  ) || isA(node, 'bpmn:Artifact', 'bpmn:RootElement', 'bpmn:Operation', 'bpmn:CategoryValue');

/** The kinds of what lies in an element and is not told of by itself. */
function inner(node: Node): readonly string[] {
  return childrenOf(node).flatMap((child) =>
    isNamed(child) ? [] : [child.$type, ...inner(child)],
  );
}

/** Attributes and extensions of an element that is taken, in one entry. */
function tellParts(node: Node, say: Say): void {
  const attributes = given(node).flatMap(({ property, value }) => {
    const isSaid = SAID.has(property.ns.localName) || property.ns.name.startsWith('perdura:');
    const isChild = !property.isReference && [value].flat().some(isNode);
    const isNothing = value === property.default || value === '##unspecified' || value === 'None';
    return isSaid || isChild || isNothing ? [] : [property.ns.localName];
  });
  const foreign = Object.keys(node.$attrs).filter((name) => !/^(xmlns|xsi)(:|$)/.test(name));
  const extensions = extensionsOf(node).flatMap(({ $type }) =>
    $type.startsWith('perdura:') ? [] : [$type],
  );
  const parts = [...attributes, ...foreign, ...new Set(extensions)];
  if (node.$type === 'bpmn:Definitions') {
    const plain = new Set([
      'targetNamespace',
      'exporter',
      'exporterVersion',
      'expressionLanguage',
      'typeLanguage',
    ]);
    const left = parts.filter((part) => !plain.has(part));
    if (left.length > 0) say('kept', node, left);
  } else if (parts.length > 0) say('kept', node, parts);
}
