/** A review by a board (change advisory board, CAB): its kind, its ways out, its panel, and what the lint and a rehearsal say of it. */
export const cab = {
  'canvas.kind.cabReview': 'CAB review',
  'canvas.summary.board': 'Board: {board}',
  'canvas.port.deferred': 'deferred',
  'canvas.cab.board': 'Board',
  'canvas.cab.choose': 'Choose a board',
  'canvas.cab.none': 'no board yet',
  'canvas.cab.hint':
    'The change is put on the agenda of its next meeting. It goes on when a meeting has ended that decided: approved, rejected, or deferred, back to whoever planned it.',
  'canvas.cab.message': 'Message',
  'canvas.cab.messageHint': 'What the board should know besides the change',
  'canvas.rehearse.act.deferred': 'Defer',
  'canvas.rehearse.hitch.no_such_outcome': 'It does not come to that.',
  'canvas.rehearse.line.openReview': 'On the agenda of {who}: {name}',
  'canvas.rehearse.line.openReview.noBoard': 'On an agenda: {name}',
  'canvas.finding.unknown-key.no-board': 'No board is chosen for “{element}”.',
  'canvas.finding.needs-ticket.board':
    'A run begun by hand without a ticket would stop at “{element}”: there is no change to put before the board.',
} as const;
