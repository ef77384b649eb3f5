/**
 * What the place of a change is called: the words the panel has for the same field. A path goes through names that authors
 * chose (a form field, a variable, an approver); those stand as `*` here and are said beside the label.
 */

/** Below these every name is an author's own. */
const CHOSEN: ReadonlySet<string> = new Set([
  'approval.approvers',
  'approval.fallback',
  'approval.late.escalateTo',
  'approval.stages',
  'approval.stages.*.groups',
  'approval.stages.*.groups.*.approvers',
  'action.to',
  'action.set',
  'action.headers',
  'action.result',
  'task.outcomes',
  'task.completesOnStatus',
  'task.form.properties',
  'task.form.required',
  'variables.properties',
  'variables.required',
  'inputs',
  'outputs',
]);

const LABELS: Readonly<Record<string, string>> = {
  type: 'canvas.compare.field.type',
  name: 'canvas.field.name',
  description: 'canvas.process.description',
  key: 'canvas.process.key',
  documentation: 'canvas.compare.field.documentation',
  text: 'canvas.compare.field.text',
  about: 'canvas.compare.field.about',
  width: 'canvas.compare.field.width',
  height: 'canvas.compare.field.height',
  origin: 'canvas.compare.field.origin',
  elements: 'canvas.compare.field.elements',
  flows: 'canvas.compare.field.flows',
  notes: 'canvas.compare.field.notes',
  variables: 'canvas.start.variables',
  parent: 'canvas.compare.field.parent',
  attachedTo: 'canvas.event.host',
  trigger: 'canvas.start.trigger',
  'trigger.type': 'canvas.start.trigger',
  'trigger.ticketTypes': 'canvas.start.ticketTypes',
  'trigger.catalogItem': 'canvas.start.catalogItem',
  'trigger.conditions': 'canvas.start.conditions',
  'trigger.alongside': 'canvas.start.alongside',
  triggeredByEvent: 'canvas.sub.byEvent',
  'task.title': 'canvas.task.title',
  'task.step': 'canvas.task.step',
  'task.instructions': 'canvas.task.what',
  'task.assignment': 'canvas.task.who',
  'task.form': 'canvas.task.form',
  'task.form.required': 'canvas.form.required',
  'variables.required': 'canvas.form.required',
  'task.uiSchema': 'canvas.compare.field.uiSchema',
  'task.outcomes': 'canvas.task.outcomes',
  'task.due': 'canvas.task.due',
  'task.completesOnStatus': 'canvas.task.completesOnStatus',
  'approval.mode': 'canvas.approval.howMany',
  'approval.needed': 'canvas.approval.needed',
  'approval.approvers': 'canvas.approval.who',
  'approval.message': 'canvas.approval.message',
  'approval.due': 'canvas.approval.due',
  'approval.remindAfter': 'canvas.approval.remindAfter',
  'approval.selfApproval': 'canvas.approval.selfApproval',
  'approval.percent': 'canvas.approval.percent',
  'approval.late': 'canvas.approval.late',
  'approval.late.escalateTo': 'canvas.approval.escalateTo',
  'approval.late.after': 'canvas.approval.lateAfter',
  'approval.late.outcome': 'canvas.approval.lateOutcome',
  'approval.repeatVoters': 'canvas.approval.repeatVoters',
  'approval.fallback': 'canvas.approval.fallback',
  'approval.askAgainOn': 'canvas.approval.askAgainOn',
  'approval.signature': 'canvas.approval.signature',
  'approval.decideByLink': 'canvas.approval.decideByLink',
  'approval.waitsForAnswers': 'canvas.approval.waitsForAnswers',
  'approval.stages': 'canvas.approval.stages',
  'approval.stages.*': 'canvas.approval.stage',
  'approval.stages.*.name': 'canvas.approval.stageName',
  'approval.stages.*.when': 'canvas.approval.stageWhen',
  'approval.stages.*.enough': 'canvas.approval.enough',
  'approval.stages.*.groups': 'canvas.approval.groups',
  'approval.stages.*.groups.*': 'canvas.approval.group',
  'approval.stages.*.groups.*.name': 'canvas.approval.groupName',
  'approval.stages.*.groups.*.when': 'canvas.approval.groupWhen',
  'approval.stages.*.groups.*.mode': 'canvas.approval.howMany',
  'approval.stages.*.groups.*.needed': 'canvas.approval.needed',
  'approval.stages.*.groups.*.percent': 'canvas.approval.percent',
  'approval.stages.*.groups.*.approvers': 'canvas.approval.who',
  cab: 'canvas.cab.board',
  'cab.board': 'canvas.cab.board',
  'cab.message': 'canvas.cab.message',
  'action.type': 'canvas.service.does',
  'action.set': 'canvas.compare.field.set',
  'action.queue': 'canvas.assign.queue',
  'action.user': 'canvas.assign.user',
  'action.body': 'canvas.compare.field.body',
  'action.internal': 'canvas.comment.internal',
  'action.to': 'canvas.notify.to',
  'action.text': 'canvas.notify.text',
  'action.subject': 'canvas.email.subject',
  'action.severity': 'canvas.major.severity',
  'action.headline': 'canvas.major.headline',
  'action.commander.user': 'canvas.major.commander',
  'action.commander.rota': 'canvas.major.rota',
  'action.services': 'canvas.major.services',
  'action.method': 'canvas.http.method',
  'action.url': 'canvas.http.url',
  'action.headers': 'canvas.http.header',
  'action.secret': 'canvas.http.secret',
  'action.result': 'canvas.http.result',
  'action.timeoutSeconds': 'canvas.http.timeout',
  'retry.attempts': 'canvas.http.attempts',
  ruleset: 'canvas.rules.ruleset',
  process: 'canvas.call.process',
  version: 'canvas.call.version',
  bound: 'canvas.call.bound',
  ends: 'canvas.compare.field.ends',
  port: 'canvas.flow.port',
  conditions: 'canvas.flow.taken',
  ways: 'canvas.gateway.ways',
  default: 'canvas.gateway.default',
  'join.needed': 'canvas.compare.field.join',
  'join.cancelRest': 'canvas.join.cancelRest',
  timer: 'canvas.timer.waits',
  'message.name': 'canvas.event.message',
  'message.key': 'canvas.event.key',
  'message.into': 'canvas.event.into',
  'message.value': 'canvas.thrown.value',
  'signal.name': 'canvas.event.signal',
  'signal.into': 'canvas.event.into',
  'signal.value': 'canvas.thrown.value',
  error: 'canvas.event.kind.error',
  'error.code': 'canvas.event.error',
  'error.into': 'canvas.event.into',
  'error.message': 'canvas.thrown.message',
  escalation: 'canvas.event.kind.escalation',
  'escalation.code': 'canvas.event.escalation',
  interrupting: 'canvas.event.interrupting',
  repeat: 'canvas.event.repeat',
  compensation: 'canvas.thrown.undone',
  outcome: 'canvas.end.outcome',
  terminate: 'canvas.end.terminate',
  'loop.each': 'canvas.loop.each',
  'loop.as': 'canvas.loop.as',
  'loop.sequential': 'canvas.loop.sequential',
  'loop.atOnce': 'canvas.loop.atOnce',
  'loop.until': 'canvas.loop.until',
  'loop.collect': 'canvas.loop.collect',
  inputs: 'canvas.values.inputs',
  outputs: 'canvas.values.outputs',
  undo: 'canvas.undoing.by',
  forCompensation: 'canvas.undoing.only',
};

/** `task.form.properties.*.title` of `['task', 'form', 'properties', 'cost', 'title']`. */
export const patternOf = (path: readonly string[]): string =>
  path.reduce((pattern, name) => {
    const next = CHOSEN.has(pattern) ? '*' : name;
    return pattern === '' ? next : `${pattern}.${next}`;
  }, '');

/** The message that names the place, the path’s own names on the way there, and the part of the path that it does not name. */
export const labelFor = (
  path: readonly string[],
):
  | { readonly id: string; readonly within: readonly string[]; readonly rest: readonly string[] }
  | undefined => {
  // An event sub-process waits for the same things as an event on a border.
  const isOwn = path[0] !== 'trigger' || LABELS[path.slice(0, 2).join('.')] !== undefined;
  const place = isOwn ? path : path.slice(1);
  for (let length = place.length; length > 0; length -= 1) {
    const pattern = patternOf(place.slice(0, length)).split('.');
    const id = LABELS[pattern.join('.')];
    if (id === undefined) continue;
    const within = place.slice(0, length).filter((_, at) => pattern[at] === '*');
    return { id, within, rest: place.slice(length) };
  }
  return undefined;
};
