/** A draft held against the tickets its process has had. */
export const backtest = {
  'canvas.backtest': 'Back-test',
  'canvas.backtest.title': 'Back-test of “{name}”',
  'canvas.backtest.back': 'Back to the drawing',
  'canvas.backtest.intro':
    'Plays your draft again on closed tickets of this process; without a draft, the present version. People’s answers are taken from what they really answered. Nothing is changed and nobody is told.',
  'canvas.backtest.limit': 'How many tickets',
  'canvas.backtest.limit.wrong': 'A whole number from 1 to {most, number}.',
  'canvas.backtest.type': 'Type',
  'canvas.backtest.priority': 'Priority',
  'canvas.backtest.queue': 'Queue',
  'canvas.backtest.category': 'Category',
  'canvas.backtest.closedAfter': 'Closed after',
  'canvas.backtest.any': 'Any',
  'canvas.backtest.start': 'Start the back-test',
  'canvas.backtest.cancel': 'Cancel the back-test',
  'canvas.backtest.which': 'Earlier back-tests',
  'canvas.backtest.progress': 'Tickets played',
  'canvas.backtest.state.queued': 'Waiting to begin',
  'canvas.backtest.state.running':
    '{total, plural, =0 {Looking for closed tickets …} other {{done, number} of {total, number} tickets played}}',
  'canvas.backtest.state.completed':
    '{total, plural, one {One ticket was played} other {All # tickets were played}}',
  'canvas.backtest.state.cancelled':
    '{total, plural, =0 {Cancelled before any ticket was played} other {Cancelled after {done, number} of {total, number} tickets}}',
  'canvas.backtest.state.failed':
    'It could not be finished: {done, number} of {total, number} tickets were played',
  'canvas.backtest.same': 'Same as then',
  'canvas.backtest.different': 'Different',
  'canvas.backtest.diverged': 'No answer in history',
  'canvas.backtest.unplayed': 'Could not be played',
  'canvas.backtest.unplayed.noVersion': 'The version this ticket ran on does not exist any more.',
  'canvas.backtest.unplayed.unreadable': 'What was recorded of this ticket cannot be read.',
  'canvas.backtest.unplayed.broken':
    'An error stopped it. An administrator finds it in the log of the worker.',
  'canvas.backtest.unplayed.tooMuch': 'It took more time or memory than one ticket may take.',
  'canvas.backtest.byKind': 'What differs',
  'canvas.backtest.kind.path': 'Path',
  'canvas.backtest.kind.approvals': 'Approvals',
  'canvas.backtest.kind.assignment': 'Assignment',
  'canvas.backtest.kind.priority': 'Priority',
  'canvas.backtest.kind.outcome': 'Outcome',
  'canvas.backtest.divergedAt': 'Steps without an answer in history',
  'canvas.backtest.tickets': 'Tickets',
  'canvas.backtest.tickets.none': 'You may not see any of the tickets counted here.',
  'canvas.backtest.tickets.more':
    'The first {count, number} are shown. A filter narrows them down.',
  'canvas.backtest.nothing': 'No closed ticket fits',
  'canvas.backtest.nothing.why':
    'This process has handled no ticket that is closed, fits the filter and may be seen by you. Widen the filter, or come back when some have been closed.',
  'canvas.backtest.empty': 'See what your draft would change',
  'canvas.backtest.empty.why':
    'Start a back-test: closed tickets are played again on your draft, and you see which would take another path, ask other people or end differently, before you publish.',
  'canvas.backtest.known':
    'You see what was last known. It is refreshed while the back-test goes on.',
  'canvas.backtest.after': 'What the draft would do',
  'canvas.backtest.before': 'What really happened',
  'canvas.backtest.open': 'Open {number}',
  'canvas.backtest.none': 'nothing',
  'canvas.backtest.unknown': 'an unknown person',
  'canvas.backtest.differs.path.added': 'Path: {after} is new',
  'canvas.backtest.differs.path.left': 'Path: {before} is left out',
  'canvas.backtest.differs.path.both': 'Path: {after} instead of {before}',
  'canvas.backtest.differs.approvals.added': 'Approvals: {after} would be asked',
  'canvas.backtest.differs.approvals.left': 'Approvals: {before} would not be asked',
  'canvas.backtest.differs.approvals.both': 'Approvals: {after} would be asked, where {before} was',
  'canvas.backtest.here': 'No answer in history from here on',
  'canvas.backtest.differs.queue': 'Queue: {before} → {after}',
  'canvas.backtest.differs.assignee': 'Assignee: {before} → {after}',
  'canvas.backtest.differs.priority': 'Priority: {before} → {after}',
  'canvas.backtest.differs.status': 'Status: {before} → {after}',
  'canvas.backtest.differs.ended': 'End: {before} → {after}',
  'canvas.backtest.why.neverHappened':
    '“{element}” did not happen then, so history has no answer for it.',
  'canvas.backtest.why.unanswered':
    'Nobody had answered “{element}” then, so the draft goes on waiting there.',
  'canvas.backtest.why.otherOutcome':
    '“{element}” ended then with an outcome that the draft does not have.',
  'canvas.backtest.why.moreValues': '“{element}” asks for values that were not asked for then.',
  'canvas.backtest.why.otherPeople':
    '“{element}” asks other people than then, or more or fewer of them.',
  'canvas.backtest.why.otherCall': '“{element}” calls another system in another way than then.',
  'canvas.backtest.why.movedByHand': 'At “{element}” somebody moved the run elsewhere by hand.',
  'canvas.backtest.why.neverCame': 'What “{element}” waits for never came.',
  'canvas.backtest.why.forgotten': 'What “{element}” received then is no longer kept.',
  'canvas.backtest.why.endless': 'The draft goes round in circles at “{element}”.',
} as const;
