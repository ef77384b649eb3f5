/** How risky a change is: its questions, the reasons for a score, another word of somebody who may say it. */
export const risk = {
  'risk.title': 'Risk',
  'risk.none': 'Not assessed yet',
  'risk.is': '{risk, select, low {Low risk} medium {Medium risk} high {High risk} other {{risk}}}',
  'risk.by.rules': 'As the rules say.',
  'risk.by.rulesThen': 'As the rules said when it was noted.',
  'risk.by.standard': 'As it was approved with the standard change.',
  'risk.by.person': 'Set by {name}: {reason}',
  'risk.by.somebody': 'Set by hand: {reason}',
  'risk.suggested':
    'The rules say now: {risk, select, low {low} medium {medium} high {high} other {{risk}}}.',
  'risk.why': 'Why it is risky',
  'risk.take': 'Take what the rules say',
  'risk.taken': 'The risk is what the rules say',
  'risk.score': 'Why: {score, plural, one {# point} other {# points}}',
  'risk.score.none': 'No rule says anything about it.',
  'risk.decided': 'Decided by the rule “{name}”.',
  'risk.otherwise':
    'No rule of “{name}” holds for it: then the risk is {risk, select, low {low} medium {medium} high {high} other {{risk}}}.',
  'risk.today':
    'The answers count as they did when they were given, {points}; by the questions of today it would be {today}.',
  'risk.reason.answer': '{question} {option}',
  'risk.reason.history':
    '{similar, plural, =0 {No similar change is known} one {{failed, plural, =0 {The one similar change went well} other {The one similar change went wrong}}} other {{failed, plural, =0 {All {similar} similar changes went well} other {# of {similar} similar changes went wrong}}}}',
  'risk.reason.impact':
    '{dependants, plural, one {# item depends} other {# items depend}} on what it touches, and {services, plural, one {# service} other {# services}} may be affected',
  'risk.questions': 'Questions: {answered} of {count} answered',
  'risk.questions.optional': 'About its risk (optional)',
  'risk.answers.save': 'Save the answers',
  'risk.answers.saved': 'The answers are saved',
  'risk.answer.takeBack': 'Take the answer back',
  'risk.answer.takeBack.of': 'Take the answer back: {question}',
  'risk.other': 'Set another risk',
  'risk.other.risk': 'Risk',
  'risk.other.reason': 'Why',
  'risk.other.help': 'Your name and reason stand with it, and no process sets it aside.',
  'risk.other.save': 'Set the risk',
  'risk.other.saved': 'The risk is set',
  'settings.change-questions': 'Questions about changes',
  'risk.settings.text':
    'Asked about every change of a kind, beside its plan. What the answers come to is a fact for rules, ticket.change.points; the shipped ruleset “What makes a change risky” adds it to what else is known.',
  'risk.settings.none': 'Nothing is asked about changes.',
  'risk.settings.add': 'Add a question',
  'risk.settings.nth': 'Question {number}',
  'risk.settings.help': 'Help, where it needs any',
  'risk.settings.kinds': 'Asked about',
  'risk.settings.options': 'Answers of {name}',
  'risk.settings.option': 'Answer {number} of {name}',
  'risk.settings.points': 'Points of answer {number} of {name}',
  'risk.settings.addOption': 'Add an answer',
  'risk.settings.addOption.of': 'Add an answer to {name}',
  'event.change.riskJudged':
    '{actor} set the risk to {risk, select, low {low} medium {medium} high {high} other {{risk}}}: {reason}',
  'event.change.riskKept':
    'The rules would say {risk, select, low {a low} medium {a medium} high {a high} other {another}} risk; it stays what somebody has set',
  'event.change.riskGivenBack': '{actor} left the risk to the rules',
  'field.points': 'Points of its answers',
} as const;
