/** Taking processes from a BPMN document, and what of it does not run here, in Arabic. */
import type { bpmn as english } from '../en/bpmn.ts';

export const bpmn = {
  'canvas.bpmn.title': 'استيراد من BPMN',
  'canvas.bpmn.which':
    '{count, plural, zero {لا عملية فيه.} one {فيه عملية واحدة.} two {فيه عمليتان. أيهما تُؤخذ؟} few {فيه # عمليات. أيها تُؤخذ؟} many {فيه # عملية. أيها تُؤخذ؟} other {فيه # عملية. أيها تُؤخذ؟}}',
  'canvas.bpmn.act':
    '{count, plural, zero {استيراد} one {استيراد العملية} two {استيراد العمليتين} few {استيراد # عمليات} many {استيراد # عملية} other {استيراد # عملية}}',
  'canvas.bpmn.done':
    '{count, plural, zero {لم تُنشأ مسودة} one {أُنشئت مسودة واحدة} two {أُنشئت مسودتان} few {أُنشئت # مسودات} many {أُنشئت # مسودة} other {أُنشئت # مسودة}}',
  'canvas.bpmn.report': 'ما لا يُشغَّل هنا',
  'canvas.bpmn.all': 'كل ما في المستند يُشغَّل هنا.',
  'canvas.bpmn.some':
    '{count, plural, zero {كل ما في المستند يُشغَّل هنا.} one {شيء واحد لا يُشغَّل هنا، أو لا يُشغَّل كما هو:} two {شيئان لا يُشغَّلان هنا، أو لا يُشغَّلان كما هما:} few {# أشياء لا تُشغَّل هنا، أو لا تُشغَّل كما هي:} many {# شيئًا لا تُشغَّل هنا، أو لا تُشغَّل كما هي:} other {# شيء لا تُشغَّل هنا، أو لا تُشغَّل كما هي:}}',
  'canvas.bpmn.line': 'السطر {line}',
  'canvas.bpmn.note.stand_in': 'ينفّذ هذا أشخاصٌ بأيديهم إلى أن يُعطى إجراءً.',
  'canvas.bpmn.note.start_event': 'لا تبدأ عملية بهذا الحدث؛ يصير بدءًا يدويًا.',
  'canvas.bpmn.note.not_run':
    'عناصر من هذا النوع لا تُشغَّل؛ يُحفظ ويخرج مع المستند، لكن العملية تعمل دونه.',
  'canvas.bpmn.note.lost_flow': 'أحد طرفيه لا يُشغَّل، فتعمل العملية دون هذا المسار.',
  'canvas.bpmn.note.rewrite': 'هذا التعبير بلغة أخرى ويجب أن يُكتب من جديد.',
  'canvas.bpmn.note.missing_name': 'لا يسمّي ما يُنتظر أو يُطلق؛ صُنع له اسم من اسمه.',
  'canvas.bpmn.note.renamed': 'لا يصلح اسمه فغُيّر هنا؛ ويبقى في المستند.',
  'canvas.bpmn.note.shortened': 'نصّه أطول مما يُسمح به فقُصّ هنا؛ ويبقى في المستند.',
  'canvas.bpmn.note.unknown_process': 'لا يسمّي عملية يستدعيها؛ صُنع لها مفتاح من اسمه.',
  'canvas.bpmn.note.unknown_ruleset': 'لا يسمّي مجموعة قواعد؛ صُنع لها مفتاح من اسمه.',
  'canvas.bpmn.note.repetition': 'هذا التكرار لا يُشغَّل: يُنفَّذ مرة واحدة إلى أن يُكتب من جديد.',
  'canvas.bpmn.note.kept': 'محفوظ مع المستند؛ لا أثر له هنا.',
  'canvas.bpmn.note.other_process': 'عملية أخرى في هذا المستند لم تُؤخذ.',
  'canvas.bpmn.note.unreadable': 'لا يمكن قراءته هنا: يحفظه المستند إلى أن تُحرَّر العملية.',
  'canvas.bpmn.note.invalid_extension': 'ما يقوله الامتداد لا يوافق لغة العمليات، فتُجووز.',
} satisfies Record<keyof typeof english, string>;
