/**
 * What ITSM adds to BPMN, as an extension in a namespace of its own. Every extension element holds one property of an
 * element as JSON, under the property's name; single words are attributes. The text of BPMN beside it (a duration, an
 * expression) is for other tools to read; where another tool has changed it, it wins.
 */
export const NAMESPACE = 'http://perdura.dev/schema/bpmn/1';

/** On a shape: placed by an export, because nobody had. */
export const AUTO = 'perdura:auto';

/** Properties of elements that are written as extension elements of the same name. */
export const HELD_AS_JSON = [
  'trigger',
  'task',
  'approval',
  'cab',
  'action',
  'retry',
  'join',
  'inputs',
  'outputs',
] as const;

const jsonTypes = [
  ...HELD_AS_JSON,
  'loop',
  'timer',
  'message',
  'signal',
  'error',
  'escalation',
  'conditions',
  'variables',
  'order',
  'exact',
];

const attribute = (name: string, type = 'String') => ({ name, type, isAttr: true });

export const descriptor = {
  name: 'Perdura',
  uri: NAMESPACE,
  prefix: 'perdura',
  xml: { tagAlias: 'lowerCase' },
  types: [
    ...jsonTypes.map((name) => ({
      name: name[0]?.toUpperCase() + name.slice(1),
      superClass: ['Element'],
      properties: [{ name: 'body', type: 'String', isBody: true }],
    })),
    { name: 'Named', extends: ['bpmn:BaseElement'], properties: [attribute('ref')] },
    { name: 'Keyed', extends: ['bpmn:Process'], properties: [attribute('key')] },
    { name: 'Leaving', extends: ['bpmn:SequenceFlow'], properties: [attribute('port')] },
    { name: 'Ruled', extends: ['bpmn:BusinessRuleTask'], properties: [attribute('ruleset')] },
    {
      name: 'Calling',
      extends: ['bpmn:CallActivity'],
      properties: [attribute('version', 'Integer'), attribute('bound', 'Integer')],
    },
    { name: 'Ending', extends: ['bpmn:EndEvent'], properties: [attribute('outcome')] },
    {
      name: 'Repeating',
      extends: ['bpmn:CatchEvent'],
      properties: [attribute('repeat', 'Integer')],
    },
  ],
};
