/**
 * What our payloads have in common, given to the compression beforehand, so that a short one need not say it again: the
 * words of runs, steps and deliveries as they stand in their JSON, and those of the process language. A payload opens only
 * with the very bytes it was deflated with: this one is frozen. Better words make a second dictionary beside it, with a
 * layout of its own in `codec.ts`.
 */
export const DICTIONARY_1 = Buffer.from(
  [
    // Seldom: calls, scopes, what repeats.
    '{"tenantId":"","runId":"","token":"t4","element":"","attempt":1}',
    '{"type":"callFailed","token":"t","code":"http_","message":"The answer was "at":"',
    '"scopes":{"s5":{"id":"s5","kind":"inside","element":"","parent":null,"host":"t4","variables":{"',
    '"kind":"doing","index":0,"keeps":true"wait":{"kind":"each","items":["next":1,"completed":0,"results":[]}',
    '"loop":{"each":"variables.","as":"item","sequential":true,"collect":{"into":"","value":""}',
    '"inputs":{"":"variables."},"outputs":{"":"variables."},"undo":"","forCompensation":true',
    '"guards":"t"listens":true,"race":"wait":{"kind":"message","name":"","key":null}"wait":{"kind":"signal","name":"',
    // Elements, as the interpreter reads them.
    '"type":"subProcess","triggeredByEvent":true},"type":"callActivity","process":"","version":1',
    '"type":"intermediateThrowEvent","compensation":{},"type":"eventBasedGateway"',
    '"type":"intermediateCatchEvent","timer":{"after":{"businessHours":8}},"message":{"name":"","into":"","key":""}',
    '"type":"boundaryEvent","attachedTo":"","interrupting":false,"error":{"code":"escalation":{"code":"signal":{"name":"',
    '"parent":"","type":"startEvent","trigger":{"type":"inner"}},"trigger":{"type":"called"}},"trigger":{"type":"event","',
    '"type":"inclusiveGateway","default":"f1","type":"parallelGateway","join":{"needed":1,"cancelRest":true}},',
    '"type":"businessRuleTask","ruleset":"approval-level"},"type":"exclusiveGateway","default":"f1"},',
    '"action":{"type":"httpRequest","timeoutSeconds":30},"retry":{"attempts":3}},"action":{"type":"sendEmail"}},',
    '"action":{"type":"comment"}},"action":{"type":"assign"}},"action":{"type":"notify"}},',
    // Answers of a step.
    '{"type":"flowChosen","token":"t2","at":"","flow":null},{"type":"flowsChosen","token":"t2","at":"","flows":["f1',
    '{"type":"computed","token":"t2","at":"","values":{}},{"type":"instantResolved","token":"t2","at":"","due":"2026-',
    '{"type":"rulesetRun","token":"t2","at":"","variables":{"approvalLevel":"',
    // Deliveries.
    '{"step":2,"messages":[{"seq":2,"event":{"at":"2026-","type":"runEnded","token":"t2","outcome":null,"variables":{}}}]}',
    '{"step":2,"messages":[{"seq":2,"event":{"at":"2027-","type":"messageReceived","token":"t2","value":{"',
    '{"step":2,"messages":[{"seq":2,"event":{"at":"2027-","type":"taskCompleted","token":"t2","values":{},"outcome":"done"}}]}',
    '{"step":2,"messages":[]}{"step":1,"messages":[{"seq":1,"event":{"at":"2027-01-01T00:00:00.000Z","type":"approvalDecided","token":"t2","outcome":"approved"}}]}',
    // A run as it is opened.
    '{"definition":{"elements":[{"id":"start","type":"startEvent","trigger":{"type":"manual"}},',
    '{"id":"start","type":"startEvent","trigger":{"type":"ticketCreated"}},{"id":"review","type":"userTask"},',
    '{"id":"resolve","type":"serviceTask","action":{"type":"updateTicket"}},{"id":"approve","type":"approval"},',
    '{"id":"close","type":"serviceTask","action":{"type":"updateTicket"}},{"id":"done","type":"endEvent","outcome":"fulfilled"},',
    '{"id":"failed","type":"endEvent"},{"id":"rejected","type":"endEvent","outcome":"rejected"}],',
    '"flows":[{"id":"f1","to":"","from":"start"},{"id":"f2","to":"","from":""},{"id":"f3","to":"","from":"","port":"approved"},',
    '{"id":"f4","to":"","from":"","port":"rejected"},{"id":"f5","to":"","from":"","port":"timedOut"},',
    '{"id":"f6","to":"","from":"","conditions":{"all":[]}},{"id":"f7","to":"","from":"","port":"done"},{"id":"f8","to":"done","from":""}]},',
    '"state":{"semantics":1,"status":"running","nextToken":4,"tokens":{"t3":{"id":"t3","element":"","flow":"f2","enteredAt":"2026-01-01T00:00:00.000Z","wait":{"kind":"task"}}},',
    '"wait":{"kind":"timer","at":"wait":{"kind":"call","attempt":1}},"wait":{"kind":"join"}},',
    '"nextToken":3,"tokens":{"t2":{"id":"t2","element":"","flow":"f1","enteredAt":"2027-01-01T00:00:00.000Z","wait":{"kind":"approval"}}},',
    '"variables":{},"steps":{},"visits":{},"outcome":null},"step":1,"appliedMessage":0,"pendingEvents":[],"messages":[],"ended":false}',
    // What nearly every step says.
    '{"events":[],"taken":[{"type":"acted","token":"t3","at":"2027-01-01T00:00:00.000Z"},{"type":"acted","token":"t4","at":"2026-01-01T00:00:00.000Z"}],"stale":false}',
    '{"events":[],"taken":[],"stale":false}{"tenantId":"0',
  ].join(''),
);
