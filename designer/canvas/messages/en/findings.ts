/** What the lint finds, said to the author. Ids end in the rule’s name, and in the case where a rule has several. */
export const findings = {
  'canvas.findings.checking': 'Checking …',
  'canvas.findings.title': 'Findings',
  'canvas.findings.none': 'Nothing to mend',
  'canvas.findings.error': '{count, plural, one {# error} other {# errors}}',
  'canvas.findings.warning': '{count, plural, one {# warning} other {# warnings}}',
  'canvas.findings.hint': '{count, plural, one {# hint} other {# hints}}',
  'canvas.findings.count': '{count, plural, one {# finding} other {# findings}}',
  'canvas.findings.fix': 'Fix it',
  'canvas.findings.showWay': 'Show the way there',
  'canvas.fix.dangling-flow': 'Delete the connection',
  'canvas.fix.misplaced-flow': 'Delete the connection',
  'canvas.fix.timed-out-flow.no-due': 'Delete the connection',
  'canvas.fix.unreachable-element': 'Delete “{element}”',
  'canvas.fix.no-start': 'Add a start',
  'canvas.fix.no-end': 'Add an end',
  'canvas.fix.gateway-choice.no-default': 'Make this way “otherwise”',
  'canvas.fix.gateway-choice.unknown-default': 'Forget the way that is gone',
  'canvas.fix.gateway-choice.default-conditions': 'Delete the conditions',
  'canvas.fix.ignored-conditions': 'Delete the conditions',
  'canvas.fix.outcome-without-flow': 'Lead it to “{target}”',
  'canvas.fix.unknown-port': 'Let every outcome take it',
  'canvas.fix.approval-quorum.both': 'Keep the stages',
  'canvas.fix.approval-quorum.late-without-due': 'Forget what comes of being late',
  'canvas.fix.approval-quorum.signed-by-link': 'Have them sign in',
  'canvas.fix.approval-quorum.too-large': 'Ask for {asked}',
  'canvas.fix.can-get-stuck': 'Make “{element}” a choice',
  'canvas.level.error': 'Error',
  'canvas.level.warning': 'Warning',
  'canvas.level.hint': 'Hint',
  'canvas.finding.no-start': 'The process needs a start.',
  'canvas.finding.several-starts': '“{element}” starts on the same thing as “{other}”.',
  'canvas.finding.several-starts.why': 'Keep one of them, or give them different conditions.',
  'canvas.finding.same-trigger': 'Tickets that start this process also start {others}.',
  'canvas.finding.same-trigger.why':
    'Both would run for the same ticket. Narrow one of them by type, catalog item or conditions.',
  'canvas.finding.no-end': 'The process needs an end.',
  'canvas.finding.duplicate-id': 'The id “{id}” is used more than once.',
  'canvas.finding.dangling-flow': 'A connection leads to something that is not there.',
  'canvas.finding.misplaced-flow': 'A connection leads into a start or out of an end.',
  'canvas.finding.unreachable-element': 'No way leads to “{element}”.',
  'canvas.finding.unreachable-element.why': 'Connect it to the rest, or delete it.',
  'canvas.finding.dead-end': 'From “{element}” there is no way to an end.',
  'canvas.finding.dead-end.why': 'A ticket that comes here would never be finished.',
  'canvas.finding.gateway-choice.no-default': '“{element}” has no way for “otherwise”.',
  'canvas.finding.gateway-choice.no-default.example':
    '“{element}” has no way for “otherwise”, which is missing when {example}.',
  'canvas.finding.gateway-choice.unknown-default':
    'The way for “otherwise” at “{element}” is gone.',
  'canvas.finding.gateway-choice.no-conditions': 'A way out of “{element}” has no conditions.',
  'canvas.finding.gateway-choice.default-conditions':
    'The way for “otherwise” at “{element}” has conditions, which are never looked at.',
  'canvas.finding.gateway-choice.why':
    'A choice goes the first way whose conditions hold. Without “otherwise”, a ticket for which none holds would stop here.',
  'canvas.finding.idle-condition.empty':
    'A condition out of “{element}” is empty, so it always holds.',
  'canvas.finding.idle-condition.no-value':
    'A condition out of “{element}” does not say what to compare with.',
  'canvas.finding.idle-condition.later':
    'A condition out of “{element}” asks how “{step}” ended, which only comes later.',
  'canvas.finding.never-taken.never':
    'The way “{flow}” out of “{element}” is never taken: its conditions cannot hold.',
  'canvas.finding.never-taken.declared':
    'The way “{flow}” out of “{element}” is taken only where a variable is other than the process says of it.',
  'canvas.finding.never-taken.behind':
    'The way “{flow}” out of “{element}” is never taken: whenever its conditions hold, those of “{other}” before it hold too.',
  'canvas.finding.never-taken.together':
    'The way “{flow}” out of “{element}” is never taken: whenever its conditions hold, one before it is taken.',
  'canvas.finding.overlapping-conditions':
    'Both “{flow}” and “{other}” out of “{element}” fit when {example}. “{flow}” is taken, being first.',
  'canvas.finding.overlapping-conditions.why':
    'If it is not the order that should decide, narrow one of them.',
  'canvas.finding.ends-open':
    'After “{outcome}” at “{element}” the process ends with the ticket still open.',
  'canvas.finding.ends-open.why':
    'Set the ticket’s status on that way, or it stays in the lists although nothing happens to it.',
  'canvas.finding.ignored-conditions':
    'A connection from “{element}” has conditions, which are never looked at.',
  'canvas.finding.ignored-conditions.why': 'Conditions count only after a choice.',
  'canvas.finding.gateway-cycle': 'The loop through {elements} never waits for anything.',
  'canvas.finding.gateway-cycle.why': 'Put a task, an approval or a wait into it.',
  'canvas.finding.busy-loop': 'The loop through {elements} repeats without a pause.',
  'canvas.finding.busy-loop.why': 'Put a wait into it.',
  'canvas.finding.schema': 'Something in the definition does not fit: {pointer} {detail}',
  'canvas.finding.outcome-without-flow':
    '“{element}” can end with “{outcome}”, but no connection leaves by it.',
  'canvas.finding.timed-out-flow.no-flow': '“{element}” has a due time but no way for “timed out”.',
  'canvas.finding.timed-out-flow.no-due': '“{element}” has a way for “timed out” but no due time.',
  'canvas.finding.unknown-port':
    '“{element}” has no outcome “{outcome}”, so this connection is never taken.',
  'canvas.finding.implicit-fork':
    '{count} connections leave “{element}” the same way, and all would be taken.',
  'canvas.finding.implicit-fork.why':
    'Draw “In parallel” after it if that is meant, or a choice with conditions.',
  'canvas.finding.approval-quorum.unsaid': '“{element}” does not say how many must approve.',
  'canvas.finding.approval-quorum.too-large':
    '“{element}” needs {needed} approvals but asks only {asked}.',
  'canvas.finding.approval-quorum.unsaid-percent':
    '“{element}” does not say how many percent must approve; all must then.',
  'canvas.finding.approval-quorum.both':
    '“{element}” names approvers and also stages. Keep one of the two.',
  'canvas.finding.approval-quorum.nobody':
    '“{element}” does not say who is asked, and by what rule.',
  'canvas.finding.approval-quorum.late-without-due':
    '“{element}” says what comes of being late, but has no due time.',
  'canvas.finding.approval-quorum.signed-by-link':
    '“{element}” is signed with a password, which the address in a mail cannot ask for. Keep one of the two.',
  'canvas.finding.approval-quorum.outside-nobody':
    '“{element}” asks “{who}” from outside, which is no e-mail address.',
  'canvas.finding.approval-quorum.outside-signs':
    '“{element}” is signed with a password, which “{who}” from outside does not have. Leave out one of the two.',
  'canvas.finding.approval-quorum.outside-unsent':
    '“{element}” asks “{who}” from outside by mail, and no mail is sent from here: they never hear of it.',
  'canvas.finding.approval-quorum.same-id':
    '“{element}” has two stages, or two groups in a stage, with the id “{id}”.',
  'canvas.finding.approval-quorum.unknown-group':
    '“{element}” says that “{id}” is enough, which is no group of the stage.',
  'canvas.finding.can-get-stuck.stuck': '“{element}” can wait for ever for {missing}.',
  'canvas.finding.can-get-stuck.growing':
    'More and more work gathers at “{element}”: each turn of the loop starts it once more.',
  'canvas.finding.can-get-stuck.endless': 'After “{element}” the process can go round for ever.',
  'canvas.finding.can-get-stuck.why': 'This was found by playing every way through the process.',
  'canvas.finding.not-proved': 'There are too many ways through to show that each of them ends.',
  'canvas.finding.no-join': 'The branches after “{element}” never come together again.',
  'canvas.finding.no-join.why':
    'The process ends when the last of them does. Join them if something follows.',
  'canvas.finding.runs-twice':
    'Branches that run at once meet at “{element}”, so it happens more than once.',
  'canvas.finding.runs-twice.why': 'Bring them together with “In parallel” before it.',
  'canvas.finding.bad-form': 'The form of “{element}” cannot be used: {why}.',
  'canvas.finding.bad-form.variables': 'The schema of the variables cannot be used: {why}.',
  'canvas.finding.dangerous-form': 'The form of “{element}” cannot be used: {why}',
  'canvas.finding.dangerous-form.variables': 'The schema of the variables cannot be used: {why}',
  'canvas.finding.duplicate-outcome': '“{element}” has the outcome “{outcome}” more than once.',
  'canvas.finding.empty-name': '“{element}” has no name.',
  'canvas.finding.empty-name.why': 'People read it in their lists, mails and the history.',
  'canvas.finding.ticket-fields.nothing': '“{element}” sets nothing.',
  'canvas.finding.ticket-fields.unknown-field':
    '“{element}” sets “{field}”, which tickets do not have.',
  'canvas.finding.ticket-fields.unknown-status':
    '“{element}” names a status that does not exist: “{status}”.',
  'canvas.finding.ticket-fields.unknown-outcome':
    '“{element}” has no outcome “{outcome}” to complete with.',
  'canvas.finding.timer.zero': 'A length of time at “{element}” is zero.',
  'canvas.finding.timer.no-instant': '“{element}” waits for something that is no date.',
  'canvas.finding.timer.past': '“{element}” waits for a date that has passed.',
  'canvas.finding.unknown-fact': '“{name}” looks at “{fact}”, which does not exist.',
  'canvas.finding.unknown-custom-field.item':
    '“{name}” looks at the custom field “{field}”, which the form of “{item}” does not have.',
  'canvas.finding.unknown-custom-field.catalog':
    '“{name}” looks at the custom field “{field}”, which no form of the catalog has.',
  'canvas.finding.unknown-custom-field.why':
    'It is empty unless a program sets it, so check how it is spelt.',
  'canvas.finding.unknown-key': '“{element}” names “{key}”, which does not exist.',
  'canvas.finding.unknown-key.calendar':
    '“{element}” counts the working hours of “{key}”, a calendar that does not exist.',
  'canvas.finding.unknown-key.no-process': 'No process is chosen for “{element}”.',
  'canvas.finding.unknown-key.no-ruleset': 'No ruleset is chosen for “{element}”.',
  'canvas.finding.needs-ticket':
    'A run begun by hand without a ticket would stop at “{element}”: “{text}” needs one.',
  'canvas.finding.needs-ticket.why':
    'Begin runs with a ticket only, or use something that such a run has too, like a variable.',
  'canvas.finding.empty-text.text': '“{element}” has no text.',
  'canvas.finding.empty-text.subject': '“{element}” has no subject.',
  'canvas.finding.no-start.inside': 'Nothing begins in “{element}”.',
  'canvas.finding.no-end.inside': '“{element}” has no end in it.',
  'canvas.finding.several-starts.inside':
    '“{element}” and “{other}” both begin the same sub-process.',
  'canvas.finding.misplaced-flow.across':
    'The connection from “{element}” to “{other}” crosses the border of a sub-process.',
  'canvas.finding.start-trigger.run': '“{element}” must say what begins a run.',
  'canvas.finding.start-trigger.inner':
    '“{element}” lies in a sub-process, which begins when the process comes there.',
  'canvas.finding.start-trigger.event': '“{element}” must say which event it waits for.',
  'canvas.finding.bad-parent.no-sub-process':
    '“{element}” lies in something that is no sub-process.',
  'canvas.finding.bad-parent.circle': '“{element}” lies in itself.',
  'canvas.finding.bad-parent.deep': '“{element}” lies in too many sub-processes.',
  'canvas.finding.bad-attachment.missing':
    '“{element}” lies on the border of something that is not there.',
  'canvas.finding.bad-attachment.type': '“{element}” lies on something that has no border.',
  'canvas.finding.bad-attachment.scope': '“{element}” does not lie beside “{host}”.',
  'canvas.finding.join-needed.too-many':
    '“{element}” needs {needed} branches, but only {flows} lead to it.',
  'canvas.finding.join-needed.all':
    '“{element}” waits for all branches, as it would without saying so.',
  'canvas.finding.bad-race.none': 'No event stands behind “{element}”, so nothing races.',
  'canvas.finding.bad-race.one': 'Only one event stands behind “{element}”, so nothing races.',
  'canvas.finding.bad-race.type': '“{element}” leads to “{next}”, which waits for nothing.',
  'canvas.finding.bad-race.shared': '“{next}” behind “{element}” is also reached from elsewhere.',
  'canvas.finding.event-kind.none': '“{element}” is about nothing yet.',
  'canvas.finding.event-kind.several': '“{element}” is about several things at once.',
  'canvas.finding.event-kind.several.why': 'Draw an event for each.',
  'canvas.finding.event-setting.error':
    '“{element}” catches an error, which always ends what it comes from.',
  'canvas.finding.event-setting.repeat':
    '“{element}” is said to come again, which only a length of time that stops nothing does.',
  'canvas.finding.uncaught.error': 'Nothing catches the error “{code}” of “{element}”.',
  'canvas.finding.uncaught.escalation': 'Nothing hears the escalation “{code}” of “{element}”.',
  'canvas.finding.never-thrown.error': '“{element}” waits for an error that nothing throws.',
  'canvas.finding.never-thrown.escalation':
    '“{element}” waits for an escalation that nothing says.',
  'canvas.finding.bad-undo.unused':
    '“{element}” is there to undo something, but nothing is undone by it.',
  'canvas.finding.bad-undo.missing': 'What undoes “{element}” is not there.',
  'canvas.finding.bad-undo.itself': '“{element}” cannot undo itself.',
  'canvas.finding.bad-undo.type': '“{element}” cannot be undone by “{handler}”.',
  'canvas.finding.bad-undo.in-flow':
    '“{element}” is undone by “{handler}”, which is part of the way.',
  'canvas.finding.bad-undo.scope': '“{element}” is undone by “{handler}”, which lies elsewhere.',
  'canvas.finding.bad-undo.handler': '“{element}” only undoes, and is not undone itself.',
  'canvas.finding.nothing-to-undo': '“{element}” undoes nothing.',
  'canvas.finding.nothing-to-undo.why': 'Say on a step of the same sub-process what undoes it.',
  'canvas.finding.calls-itself': '“{element}” calls this very process.',
  'canvas.finding.calls-itself.why': 'Make sure that it stops doing so.',
  'canvas.finding.bad-expression.unreadable': '“{text}” at “{element}” cannot be read: {why}',
  'canvas.finding.bad-expression.record':
    '“{text}” at “{element}” may look at variables, steps and loop only.',
  'canvas.finding.bad-expression.why': 'Bring what it needs into a variable first.',
  'canvas.finding.gateway-choice.never-default':
    'The way for “otherwise” at “{element}” is never taken.',
  'canvas.finding.gateway-choice.no-choice': '“{element}” always takes all of its ways.',
  'canvas.rulesetFinding.duplicate-id': 'The id “{id}” is used more than once.',
  'canvas.rulesetFinding.unknown-fact': '“{id}” looks at “{fact}”, which does not exist.',
  'canvas.rulesetFinding.too-deep': 'The conditions of “{id}” are nested too deeply.',
  'canvas.rulesetFinding.never-reached.always':
    '“{id}” has no conditions, so the rules after it are never looked at.',
  'canvas.rulesetFinding.never-reached.never': '“{id}” never holds: its conditions cannot.',
  'canvas.rulesetFinding.never-reached.behind':
    '“{id}” is never reached: whenever it holds, “{other}” before it holds too.',
  'canvas.rulesetFinding.never-reached.together':
    '“{id}” is never reached: whenever it holds, one of the rules before it holds too.',
  'canvas.rulesetFinding.overlapping-rules.first':
    '“{other}” holds as well when {example}. Only their order lets it decide.',
  'canvas.rulesetFinding.overlapping-rules.collect':
    '“{other}” holds as well when {example}, and sets “{variable}” to something else. The later rule counts.',
  'canvas.rulesetFinding.no-otherwise':
    'Nothing is set when no rule holds; variables stay as they were.',
  'canvas.rulesetFinding.no-otherwise.example':
    'Nothing is set when no rule holds, as when {example}; variables stay as they were.',
} as const;
