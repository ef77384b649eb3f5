/** Putting the drawing in order: one line, equal gaps, room, folded parts, groups. */
export const arranging = {
  'canvas.align': 'Line up',
  'canvas.align.left': 'Align left edges',
  'canvas.align.centre': 'Align centres in a column',
  'canvas.align.right': 'Align right edges',
  'canvas.align.top': 'Align upper edges',
  'canvas.align.middle': 'Align middles in a row',
  'canvas.align.bottom': 'Align lower edges',
  'canvas.distribute.across': 'Equal gaps across',
  'canvas.distribute.down': 'Equal gaps down',
  'canvas.did.align.left': '{count, plural, other {Left edges of # steps aligned}}',
  'canvas.did.align.centre': '{count, plural, other {# steps centred in a column}}',
  'canvas.did.align.right': '{count, plural, other {Right edges of # steps aligned}}',
  'canvas.did.align.top': '{count, plural, other {Upper edges of # steps aligned}}',
  'canvas.did.align.middle': '{count, plural, other {# steps centred in a row}}',
  'canvas.did.align.bottom': '{count, plural, other {Lower edges of # steps aligned}}',
  'canvas.did.distribute.across': '{count, plural, other {# steps with equal gaps across}}',
  'canvas.did.distribute.down': '{count, plural, other {# steps with equal gaps down}}',
  'canvas.refused.align.tooFew': 'Select at least two steps to align, or three for equal gaps.',
  'canvas.refused.align.scopes':
    'These lie in different parts. Select steps of one part, or the sub-processes themselves.',
  'canvas.refused.align.covered': 'They would lie on one another. Nothing was moved.',
  'canvas.refused.align.already': 'They stand like that already.',
  'canvas.room': 'Make or take away room',
  'canvas.room.hint':
    'Drag right or down to push everything behind the pointer, left or up to bring it nearer. Esc ends this.',
  'canvas.room.on': 'Drag to make room. Escape ends this.',
  'canvas.room.off': 'Dragging moves steps again.',
  'canvas.did.room.across.made':
    '{count, plural, one {Room made: # step pushed to the right} other {Room made: # steps pushed to the right}}',
  'canvas.did.room.across.taken':
    '{count, plural, one {Room taken away: # step brought nearer} other {Room taken away: # steps brought nearer}}',
  'canvas.did.room.down.made':
    '{count, plural, one {Room made: # step pushed down} other {Room made: # steps pushed down}}',
  'canvas.did.room.down.taken':
    '{count, plural, one {Room taken away: # step brought up} other {Room taken away: # steps brought up}}',
  'canvas.refused.room.nothing': 'Nothing stands behind there.',
  'canvas.refused.room.full': 'There is no room left to take away.',
  'canvas.refused.room.one': 'Select one step first. What stands behind it is pushed.',
  'canvas.key.align.left': 'Align left edges',
  'canvas.key.align.centre': 'Align centres in a column',
  'canvas.key.align.right': 'Align right edges',
  'canvas.key.align.top': 'Align upper edges',
  'canvas.key.align.middle': 'Align middles in a row',
  'canvas.key.align.bottom': 'Align lower edges',
  'canvas.key.distribute.across': 'Equal gaps across',
  'canvas.key.distribute.down': 'Equal gaps down',
  'canvas.key.room': 'Make room by dragging',
  'canvas.key.push.right': 'Push what is behind the selected step to the right',
  'canvas.key.push.left': 'Bring what is behind the selected step nearer',
  'canvas.key.push.down': 'Push what is below the selected step down',
  'canvas.key.push.up': 'Bring what is below the selected step up',
  'canvas.collapsed':
    '{count, plural, one {collapsed, # thing inside} other {collapsed, # things inside}}',
  'canvas.act.collapse': 'Collapse to one box',
  'canvas.act.expand': 'Expand',
  'canvas.act.collapseNamed': 'Collapse {name}',
  'canvas.act.expandNamed': 'Expand {name}',
  'canvas.did.collapsed':
    '{count, plural, one {{name} collapsed, # thing inside} other {{name} collapsed, # things inside}}',
  'canvas.did.expanded':
    '{count, plural, one {{name} expanded, # thing inside} other {{name} expanded, # things inside}}',
  'canvas.did.collapsedMany':
    '{count, plural, one {# sub-process collapsed} other {# sub-processes collapsed}}',
  'canvas.did.expandedMany':
    '{count, plural, one {# sub-process expanded} other {# sub-processes expanded}}',
  'canvas.refused.fold': 'Select a sub-process first.',
  'canvas.key.fold': 'Collapse or expand the selected sub-process',
  'canvas.export': 'Export',
  'canvas.export.whole': 'The whole process',
  'canvas.export.selection':
    '{count, plural, one {The selected step} other {The # selected steps}}',
  'canvas.export.svg': 'Picture (SVG)',
  'canvas.export.png': 'Picture (PNG)',
  'canvas.export.json': 'Definition (JSON)',
  'canvas.did.exported': 'Exported as {name}',
} as const;
