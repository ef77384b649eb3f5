/** What the days ahead may bring. */
export const forecast = {
  'forecast.title': 'Forecast',
  'forecast.text':
    'What the days ahead may bring, learned from what this desk has been: 200 futures, each drawn from how long such work took, where it went next and what came when. The band holds eight in ten of them.',
  'forecast.none': 'Nothing has been foretold yet',
  'forecast.noneWhy':
    'A forecast says how likely promises are broken and how queues grow, and beside it how good it would have been for the days before.',
  'forecast.ask': 'Make a forecast',
  'forecast.whatIf': 'What if',
  'forecast.type': 'Tickets',
  'forecast.days': 'Ahead',
  'forecast.daysOf': '{days, plural, one {# day} other {# days}}',
  'forecast.arrivals': 'Tickets that come',
  'forecast.targets': 'Time that is promised',
  'forecast.staff': 'People in {queue}',
  'forecast.staffUsual': 'As it was',
  'forecast.working': 'Being worked out …',
  'forecast.learned': 'Learned from {count, plural, one {one ticket} other {# tickets}}.',
  'forecast.failed': 'It could not be worked out. {why}',
  'forecast.promises': 'Promises',
  'forecast.promisesNone': 'No time to a solution is promised for these tickets.',
  'forecast.leftOut':
    'Nothing can be said of {names}: it depends on more than the priority of a ticket.',
  'forecast.share': 'of the tickets that come will be late ({low} to {high})',
  'forecast.noTickets': 'No ticket is expected.',
  'forecast.comes':
    '{median, plural, one {One ticket is} other {# tickets are}} expected ({low, number} to {high, number}).',
  'forecast.backcast':
    'Tried on the days before: {tickets, number} tickets, {broken, number} of them late. Its error was {brier}; saying the usual, {usual}.',
  'forecast.hidden.tooFew':
    'Hidden: {tickets, plural, =0 {no ticket} one {only one ticket} other {only # tickets}} of the days before could be used to try it. It takes 30.',
  'forecast.hidden.noBetter':
    'Hidden: for {tickets, number} tickets of the days before ({broken, number} late) it would not have been better than saying the usual by more than chance: its error was {brier}, that of the usual {usual}.',
  'forecast.hidden.farOff':
    'Hidden: for {tickets, number} tickets of the days before ({broken, number} late) it would have been off by {bias} on the whole. The desk is not what it was.',
  'forecast.calibration': 'What was said and what happened',
  'forecast.calibration.said': 'Said to be late',
  'forecast.calibration.happened': 'Were late',
  'forecast.calibration.tickets': 'Tickets',
  'forecast.open':
    '{count, plural, one {One open ticket} other {# open tickets}}, the likeliest first',
  'forecast.queues': 'Open work',
  'forecast.covered':
    'In the days before, {share, number, percent} of the days lay within the band; it should be about 80%.',
  'forecast.queuesHidden.tooFew':
    'Hidden: {count, plural, =0 {there is no ticket} one {there is only one ticket} other {there are only # tickets}} to learn from. It takes 30.',
  'forecast.queuesHidden.outside':
    'Hidden: in the days before, only {share, number, percent} of the days lay within the band; it should be about 80%.',
  'forecast.queueEnd': '{median, number} on {day} ({low, number} to {high, number})',
  'forecast.key':
    'Black: what came. Dashed, in grey: what would have been said. In colour: what may come.',
  'forecast.now': 'Now',
  'forecast.table': 'As a table',
  'forecast.table.day': 'Day',
  'forecast.table.median': 'Expected',
  'forecast.table.band': 'Band',
  'forecast.table.came': 'Came',
  'forecast.range': '{low, number} to {high, number}',
} as const;
