/** Taking processes from a BPMN document, and what of it does not run here. */
export const bpmn = {
  'canvas.bpmn.title': 'Import from BPMN',
  'canvas.bpmn.which':
    '{count, plural, one {It holds one process.} other {It holds # processes. Which are taken?}}',
  'canvas.bpmn.act': '{count, plural, =0 {Import} one {Import process} other {Import # processes}}',
  'canvas.bpmn.done': '{count, plural, one {One draft was made} other {# drafts were made}}',
  'canvas.bpmn.report': 'What does not run here',
  'canvas.bpmn.all': 'Everything in the document runs here.',
  'canvas.bpmn.some':
    '{count, plural, one {One thing does not run here, or not as it stands:} other {# things do not run here, or not as they stand:}}',
  'canvas.bpmn.line': 'line {line}',
  'canvas.bpmn.note.stand_in': 'People do this by hand until it is given an action.',
  'canvas.bpmn.note.start_event':
    'A process is not started by this event; it becomes a start by hand.',
  'canvas.bpmn.note.not_run':
    'Elements of this kind are not run; it is kept and goes out again, but the process runs without it.',
  'canvas.bpmn.note.lost_flow':
    'One of its ends is not run, so the process runs without this flow.',
  'canvas.bpmn.note.rewrite':
    'This expression is in another language and needs to be written anew.',
  'canvas.bpmn.note.missing_name':
    'It names nothing to wait for or to throw; a name was made from its own.',
  'canvas.bpmn.note.renamed': 'Its name does not fit and was changed here; the document keeps it.',
  'canvas.bpmn.note.shortened': 'Its text is too long and was cut here; the document keeps it.',
  'canvas.bpmn.note.unknown_process': 'It names no process to call; a key was made from its name.',
  'canvas.bpmn.note.unknown_ruleset': 'It names no ruleset; a key was made from its name.',
  'canvas.bpmn.note.repetition':
    'This repetition is not run: it is done once until the repetition is written anew.',
  'canvas.bpmn.note.kept': 'Kept with the document; it has no effect here.',
  'canvas.bpmn.note.other_process': 'Another process of this document, which was not taken.',
  'canvas.bpmn.note.unreadable':
    'It cannot be read here: the document holds it until the process is edited.',
  'canvas.bpmn.note.invalid_extension':
    'What the extension says does not fit the process language and was passed over.',
} as const;
