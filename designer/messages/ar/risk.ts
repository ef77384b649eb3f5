/** مخاطرة التغيير: أسئلته، وأسباب نقاطه، وكلمة من يحق له أن يقول غير ذلك. */
export const risk = {
  'risk.title': 'المخاطرة',
  'risk.none': 'لم تُقيَّم بعد',
  'risk.is':
    '{risk, select, low {مخاطرة منخفضة} medium {مخاطرة متوسطة} high {مخاطرة عالية} other {{risk}}}',
  'risk.by.rules': 'كما تقول القواعد.',
  'risk.by.rulesThen': 'كما قالت القواعد حين دُوّنت.',
  'risk.by.standard': 'كما اعتُمدت مع التغيير القياسي.',
  'risk.by.person': 'حددها {name}: {reason}',
  'risk.by.somebody': 'حُددت يدويًا: {reason}',
  'risk.suggested':
    'تقول القواعد الآن: {risk, select, low {منخفضة} medium {متوسطة} high {عالية} other {{risk}}}.',
  'risk.why': 'لماذا فيه مخاطرة',
  'risk.take': 'الأخذ بما تقوله القواعد',
  'risk.taken': 'المخاطرة الآن كما تقول القواعد',
  'risk.score':
    'السبب: {score, plural, zero {# نقطة} one {نقطة واحدة} two {نقطتان} few {# نقاط} many {# نقطة} other {# نقطة}}',
  'risk.score.none': 'لا تقول أي قاعدة شيئًا عنها.',
  'risk.decided': 'حسمتها القاعدة «{name}».',
  'risk.otherwise':
    'لا تنطبق عليه أي قاعدة من «{name}»، فتكون المخاطرة {risk, select, low {منخفضة} medium {متوسطة} high {عالية} other {{risk}}}.',
  'risk.today':
    'تُحتسب الإجابات كما احتُسبت حين أُعطيت: {points}، ولو احتُسبت بأسئلة اليوم لكانت {today}.',
  'risk.reason.answer': '{question} {option}',
  'risk.reason.history':
    '{similar, plural, =0 {لا يُعرف تغيير مشابه} other {{failed, plural, zero {نجحت كل التغييرات المشابهة ({similar})} one {فشل واحد من التغييرات المشابهة ({similar})} two {فشل اثنان من التغييرات المشابهة ({similar})} few {فشلت # من التغييرات المشابهة ({similar})} many {فشل # من التغييرات المشابهة ({similar})} other {فشل # من التغييرات المشابهة ({similar})}}}}',
  'risk.reason.impact':
    'العناصر التي تعتمد على ما يمسّه: {dependants}، والخدمات التي قد تتأثر: {services}',
  'risk.questions': 'الأسئلة: أُجيب عن {answered} من {count}',
  'risk.questions.optional': 'عن مخاطرته (اختياري)',
  'risk.answers.save': 'حفظ الإجابات',
  'risk.answers.saved': 'حُفظت الإجابات',
  'risk.answer.takeBack': 'سحب الإجابة',
  'risk.answer.takeBack.of': 'سحب الإجابة: {question}',
  'risk.other': 'تحديد مخاطرة أخرى',
  'risk.other.risk': 'المخاطرة',
  'risk.other.reason': 'لماذا',
  'risk.other.help': 'يُذكر معها اسمك وسببك، ولا تتجاوزها أي عملية.',
  'risk.other.save': 'تحديد المخاطرة',
  'risk.other.saved': 'حُددت المخاطرة',
  'settings.change-questions': 'أسئلة عن التغييرات',
  'risk.settings.text':
    'تُطرح عن كل تغيير من نوعها بجانب خطته. مجموع نقاط الإجابات حقيقة تعرفها القواعد باسم ticket.change.points، وتضيفها مجموعة القواعد «What makes a change risky» إلى ما يُعرف غيرها.',
  'risk.settings.none': 'لا يُسأل عن التغييرات شيء.',
  'risk.settings.add': 'إضافة سؤال',
  'risk.settings.nth': 'السؤال {number}',
  'risk.settings.help': 'شرح، إن لزم',
  'risk.settings.kinds': 'يُسأل عن',
  'risk.settings.options': 'إجابات {name}',
  'risk.settings.option': 'الإجابة {number} من {name}',
  'risk.settings.points': 'نقاط الإجابة {number} من {name}',
  'risk.settings.addOption': 'إضافة إجابة',
  'risk.settings.addOption.of': 'إضافة إجابة إلى {name}',
  'event.change.riskJudged':
    'حدد {actor} المخاطرة بأنها {risk, select, low {منخفضة} medium {متوسطة} high {عالية} other {{risk}}}: {reason}',
  'event.change.riskKept':
    'كانت القواعد ستقول إن المخاطرة {risk, select, low {منخفضة} medium {متوسطة} high {عالية} other {أخرى}}، وتبقى كما حددها شخص',
  'event.change.riskGivenBack': 'ترك {actor} المخاطرة للقواعد',
  'field.points': 'نقاط إجاباته',
} as const;
