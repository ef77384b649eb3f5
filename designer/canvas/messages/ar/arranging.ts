/** Putting the drawing in order: one line, equal gaps, room, folded parts, groups; in Arabic. */
import type { arranging as english } from '../en/arranging.ts';

export const arranging = {
  'canvas.align': 'المحاذاة',
  'canvas.align.left': 'محاذاة الحواف اليسرى',
  'canvas.align.centre': 'توسيط في عمود',
  'canvas.align.right': 'محاذاة الحواف اليمنى',
  'canvas.align.top': 'محاذاة الحواف العليا',
  'canvas.align.middle': 'توسيط في صف',
  'canvas.align.bottom': 'محاذاة الحواف السفلى',
  'canvas.distribute.across': 'مسافات متساوية أفقيًا',
  'canvas.distribute.down': 'مسافات متساوية عموديًا',
  'canvas.did.align.left':
    '{count, plural, zero {لم تُحاذَ خطوة} one {حوذيت خطوة واحدة يسارًا} two {حوذيت خطوتان يسارًا} few {حوذيت # خطوات يسارًا} many {حوذيت # خطوة يسارًا} other {حوذيت # خطوة يسارًا}}',
  'canvas.did.align.centre':
    '{count, plural, zero {لم تُوسَّط خطوة} one {وُسِّطت خطوة واحدة في عمود} two {وُسِّطت خطوتان في عمود} few {وُسِّطت # خطوات في عمود} many {وُسِّطت # خطوة في عمود} other {وُسِّطت # خطوة في عمود}}',
  'canvas.did.align.right':
    '{count, plural, zero {لم تُحاذَ خطوة} one {حوذيت خطوة واحدة يمينًا} two {حوذيت خطوتان يمينًا} few {حوذيت # خطوات يمينًا} many {حوذيت # خطوة يمينًا} other {حوذيت # خطوة يمينًا}}',
  'canvas.did.align.top':
    '{count, plural, zero {لم تُحاذَ خطوة} one {حوذيت خطوة واحدة من الأعلى} two {حوذيت خطوتان من الأعلى} few {حوذيت # خطوات من الأعلى} many {حوذيت # خطوة من الأعلى} other {حوذيت # خطوة من الأعلى}}',
  'canvas.did.align.middle':
    '{count, plural, zero {لم تُوسَّط خطوة} one {وُسِّطت خطوة واحدة في صف} two {وُسِّطت خطوتان في صف} few {وُسِّطت # خطوات في صف} many {وُسِّطت # خطوة في صف} other {وُسِّطت # خطوة في صف}}',
  'canvas.did.align.bottom':
    '{count, plural, zero {لم تُحاذَ خطوة} one {حوذيت خطوة واحدة من الأسفل} two {حوذيت خطوتان من الأسفل} few {حوذيت # خطوات من الأسفل} many {حوذيت # خطوة من الأسفل} other {حوذيت # خطوة من الأسفل}}',
  'canvas.did.distribute.across':
    '{count, plural, zero {لم تُوزَّع خطوة} one {وُزِّعت خطوة واحدة أفقيًا} two {وُزِّعت خطوتان أفقيًا} few {وُزِّعت # خطوات بمسافات متساوية أفقيًا} many {وُزِّعت # خطوة بمسافات متساوية أفقيًا} other {وُزِّعت # خطوة بمسافات متساوية أفقيًا}}',
  'canvas.did.distribute.down':
    '{count, plural, zero {لم تُوزَّع خطوة} one {وُزِّعت خطوة واحدة عموديًا} two {وُزِّعت خطوتان عموديًا} few {وُزِّعت # خطوات بمسافات متساوية عموديًا} many {وُزِّعت # خطوة بمسافات متساوية عموديًا} other {وُزِّعت # خطوة بمسافات متساوية عموديًا}}',
  'canvas.refused.align.tooFew': 'اختر خطوتين على الأقل للمحاذاة، أو ثلاثًا لمسافات متساوية.',
  'canvas.refused.align.scopes':
    'هذه في أجزاء مختلفة. اختر خطوات من جزء واحد، أو العمليات الفرعية نفسها.',
  'canvas.refused.align.covered': 'ستقع بعضها فوق بعض. لم يُنقل شيء.',
  'canvas.refused.align.already': 'هي كذلك من قبل.',
  'canvas.room': 'توسيع المكان أو تضييقه',
  'canvas.room.hint':
    'اسحب إلى اليمين أو الأسفل لدفع كل ما بعد المؤشر، وإلى اليسار أو الأعلى لتقريبه. Esc ينهي ذلك.',
  'canvas.room.on': 'اسحب لتوسيع المكان. Escape ينهي ذلك.',
  'canvas.room.off': 'السحب ينقل الخطوات من جديد.',
  'canvas.did.room.across.made':
    '{count, plural, zero {لم تُدفع خطوة} one {وُسِّع المكان: دُفعت خطوة واحدة يمينًا} two {وُسِّع المكان: دُفعت خطوتان يمينًا} few {وُسِّع المكان: دُفعت # خطوات يمينًا} many {وُسِّع المكان: دُفعت # خطوة يمينًا} other {وُسِّع المكان: دُفعت # خطوة يمينًا}}',
  'canvas.did.room.across.taken':
    '{count, plural, zero {لم تُقرَّب خطوة} one {ضُيِّق المكان: قُرِّبت خطوة واحدة} two {ضُيِّق المكان: قُرِّبت خطوتان} few {ضُيِّق المكان: قُرِّبت # خطوات} many {ضُيِّق المكان: قُرِّبت # خطوة} other {ضُيِّق المكان: قُرِّبت # خطوة}}',
  'canvas.did.room.down.made':
    '{count, plural, zero {لم تُدفع خطوة} one {وُسِّع المكان: دُفعت خطوة واحدة إلى الأسفل} two {وُسِّع المكان: دُفعت خطوتان إلى الأسفل} few {وُسِّع المكان: دُفعت # خطوات إلى الأسفل} many {وُسِّع المكان: دُفعت # خطوة إلى الأسفل} other {وُسِّع المكان: دُفعت # خطوة إلى الأسفل}}',
  'canvas.did.room.down.taken':
    '{count, plural, zero {لم تُرفع خطوة} one {ضُيِّق المكان: رُفعت خطوة واحدة} two {ضُيِّق المكان: رُفعت خطوتان} few {ضُيِّق المكان: رُفعت # خطوات} many {ضُيِّق المكان: رُفعت # خطوة} other {ضُيِّق المكان: رُفعت # خطوة}}',
  'canvas.refused.room.nothing': 'لا شيء بعد هذا الموضع.',
  'canvas.refused.room.full': 'لم يبقَ مكان يُضيَّق.',
  'canvas.refused.room.one': 'اختر خطوة واحدة أولًا. يُدفع ما بعدها.',
  'canvas.key.align.left': 'محاذاة الحواف اليسرى',
  'canvas.key.align.centre': 'توسيط في عمود',
  'canvas.key.align.right': 'محاذاة الحواف اليمنى',
  'canvas.key.align.top': 'محاذاة الحواف العليا',
  'canvas.key.align.middle': 'توسيط في صف',
  'canvas.key.align.bottom': 'محاذاة الحواف السفلى',
  'canvas.key.distribute.across': 'مسافات متساوية أفقيًا',
  'canvas.key.distribute.down': 'مسافات متساوية عموديًا',
  'canvas.key.room': 'توسيع المكان بالسحب',
  'canvas.key.push.right': 'دفع ما بعد الخطوة المختارة يمينًا',
  'canvas.key.push.left': 'تقريب ما بعد الخطوة المختارة',
  'canvas.key.push.down': 'دفع ما تحت الخطوة المختارة إلى الأسفل',
  'canvas.key.push.up': 'رفع ما تحت الخطوة المختارة',
  'canvas.collapsed':
    '{count, plural, zero {مطوية، لا شيء فيها} one {مطوية، فيها عنصر واحد} two {مطوية، فيها عنصران} few {مطوية، فيها # عناصر} many {مطوية، فيها # عنصرًا} other {مطوية، فيها # عنصر}}',
  'canvas.act.collapse': 'طيّ في مربع واحد',
  'canvas.act.expand': 'بسط',
  'canvas.act.collapseNamed': 'طيّ {name}',
  'canvas.act.expandNamed': 'بسط {name}',
  'canvas.did.collapsed':
    '{count, plural, zero {طُوي {name}، لا شيء فيه} one {طُوي {name}، فيه عنصر واحد} two {طُوي {name}، فيه عنصران} few {طُوي {name}، فيه # عناصر} many {طُوي {name}، فيه # عنصرًا} other {طُوي {name}، فيه # عنصر}}',
  'canvas.did.expanded':
    '{count, plural, zero {بُسط {name}، لا شيء فيه} one {بُسط {name}، فيه عنصر واحد} two {بُسط {name}، فيه عنصران} few {بُسط {name}، فيه # عناصر} many {بُسط {name}، فيه # عنصرًا} other {بُسط {name}، فيه # عنصر}}',
  'canvas.did.collapsedMany':
    '{count, plural, zero {لم تُطوَ عملية فرعية} one {طُويت عملية فرعية واحدة} two {طُويت عمليتان فرعيتان} few {طُويت # عمليات فرعية} many {طُويت # عملية فرعية} other {طُويت # عملية فرعية}}',
  'canvas.did.expandedMany':
    '{count, plural, zero {لم تُبسط عملية فرعية} one {بُسطت عملية فرعية واحدة} two {بُسطت عمليتان فرعيتان} few {بُسطت # عمليات فرعية} many {بُسطت # عملية فرعية} other {بُسطت # عملية فرعية}}',
  'canvas.refused.fold': 'اختر عملية فرعية أولًا.',
  'canvas.key.fold': 'طيّ العملية الفرعية المختارة أو بسطها',
  'canvas.export': 'تصدير',
  'canvas.export.whole': 'العملية كلها',
  'canvas.export.selection':
    '{count, plural, zero {لا خطوة مختارة} one {الخطوة المختارة} two {الخطوتان المختارتان} few {الخطوات الـ # المختارة} many {الخطوات الـ # المختارة} other {الخطوات الـ # المختارة}}',
  'canvas.export.svg': 'صورة (SVG)',
  'canvas.export.png': 'صورة (PNG)',
  'canvas.export.json': 'التعريف (JSON)',
  'canvas.export.bpmn': 'مخطط (BPMN 2.0)',
  'canvas.did.exported': 'صُدِّر باسم {name}',
  'canvas.group': 'مجموعة',
  'canvas.group.new': 'مجموعة جديدة',
  'canvas.group.title': 'في هذه المجموعات',
  'canvas.group.name': 'اسم المجموعة',
  'canvas.group.select': 'انقر لتحديد ما فيها، وانقر مرتين لإعادة التسمية، واسحب للنقل',
  'canvas.group.holds':
    '{count, plural, zero {المجموعة {name}، لا خطوة فيها} one {المجموعة {name}، خطوة واحدة} two {المجموعة {name}، خطوتان} few {المجموعة {name}، # خطوات} many {المجموعة {name}، # خطوة} other {المجموعة {name}، # خطوة}}',
  'canvas.act.group': 'وضع مجموعة خلفها',
  'canvas.act.ungroup': 'إزالة هذه المجموعة',
  'canvas.did.grouped':
    '{count, plural, zero {لم توضع مجموعة} one {وُضعت مجموعة خلف خطوة واحدة} two {وُضعت مجموعة خلف خطوتين} few {وُضعت مجموعة خلف # خطوات} many {وُضعت مجموعة خلف # خطوة} other {وُضعت مجموعة خلف # خطوة}}',
  'canvas.did.ungrouped': 'أُزيلت المجموعة {name}، وبقي ما فيها',
  'canvas.refused.group.none': 'اختر خطوات المجموعة أولًا.',
  'canvas.refused.group.scopes': 'هذه في أجزاء مختلفة. اختر خطوات من جزء واحد.',
  'canvas.refused.group.already': 'هذه مجموعة من قبل.',
  'canvas.refused.ungroup': 'اختر كل خطوات المجموعة أولًا، بالنقر على اسمها.',
  'canvas.key.group': 'وضع مجموعة خلف المختار',
  'canvas.key.ungroup': 'إزالة مجموعة المختار',
  'canvas.refused.limit':
    'تتسع العملية لـ {most, number} خطوة. فيها {count, number}، وإضافة {more, number} تتجاوز ذلك. لم يُضف شيء.',
} satisfies Record<keyof typeof english, string>;
