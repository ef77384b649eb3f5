/** What the lint finds, said to the author in Arabic. */
import type { findings as english } from '../en/findings.ts';

export const findings = {
  'canvas.findings.checking': 'جارٍ الفحص …',
  'canvas.findings.title': 'الملاحظات',
  'canvas.findings.none': 'لا شيء يحتاج إلى إصلاح',
  'canvas.findings.error':
    '{count, plural, zero {لا أخطاء} one {خطأ واحد} two {خطآن} few {# أخطاء} many {# خطأً} other {# خطأ}}',
  'canvas.findings.warning':
    '{count, plural, zero {لا تحذيرات} one {تحذير واحد} two {تحذيران} few {# تحذيرات} many {# تحذيرًا} other {# تحذير}}',
  'canvas.findings.hint':
    '{count, plural, zero {لا نصائح} one {نصيحة واحدة} two {نصيحتان} few {# نصائح} many {# نصيحة} other {# نصيحة}}',
  'canvas.findings.count':
    '{count, plural, zero {لا ملاحظات} one {ملاحظة واحدة} two {ملاحظتان} few {# ملاحظات} many {# ملاحظة} other {# ملاحظة}}',
  'canvas.findings.fix': 'إصلاح',
  'canvas.findings.showWay': 'إظهار الطريق إليها',
  'canvas.fix.dangling-flow': 'حذف الوصلة',
  'canvas.fix.misplaced-flow': 'حذف الوصلة',
  'canvas.fix.timed-out-flow.no-due': 'حذف الوصلة',
  'canvas.fix.unreachable-element': 'حذف «{element}»',
  'canvas.fix.no-start': 'إضافة بداية',
  'canvas.fix.no-end': 'إضافة نهاية',
  'canvas.fix.gateway-choice.no-default': 'جعل هذا المخرج «وإلا»',
  'canvas.fix.gateway-choice.unknown-default': 'نسيان المخرج الزائل',
  'canvas.fix.gateway-choice.default-conditions': 'حذف الشروط',
  'canvas.fix.ignored-conditions': 'حذف الشروط',
  'canvas.fix.outcome-without-flow': 'توصيلها إلى «{target}»',
  'canvas.fix.unknown-port': 'سلوكها بأي نتيجة',
  'canvas.fix.approval-quorum.both': 'إبقاء المراحل',
  'canvas.fix.approval-quorum.late-without-due': 'نسيان ما يحدث عند التأخر',
  'canvas.fix.approval-quorum.signed-by-link': 'مطالبتهم بتسجيل الدخول',
  'canvas.fix.approval-quorum.too-large': 'طلب {asked}',
  'canvas.fix.can-get-stuck': 'جعل «{element}» خيارًا',
  'canvas.level.error': 'خطأ',
  'canvas.level.warning': 'تحذير',
  'canvas.level.hint': 'نصيحة',
  'canvas.finding.no-start': 'تحتاج العملية إلى بداية.',
  'canvas.finding.several-starts': '«{element}» تبدأ بما تبدأ به «{other}».',
  'canvas.finding.several-starts.why': 'أبقِ واحدة منهما، أو أعطهما شروطًا مختلفة.',
  'canvas.finding.same-trigger': 'التذاكر التي تبدأ هذه العملية تبدأ أيضًا {others}.',
  'canvas.finding.same-trigger.why':
    'تعمل كلتاهما للتذكرة نفسها. ضيّق إحداهما بالنوع أو عنصر الكتالوج أو الشروط.',
  'canvas.finding.no-end': 'تحتاج العملية إلى نهاية.',
  'canvas.finding.duplicate-id': 'المعرّف «{id}» مستعمل أكثر من مرة.',
  'canvas.finding.dangling-flow': 'وصلة تؤدي إلى ما لا وجود له.',
  'canvas.finding.misplaced-flow': 'وصلة تدخل بداية أو تخرج من نهاية.',
  'canvas.finding.unreachable-element': 'لا طريق يؤدي إلى «{element}».',
  'canvas.finding.unreachable-element.why': 'صِلها بالباقي أو احذفها.',
  'canvas.finding.dead-end': 'من «{element}» لا طريق إلى نهاية.',
  'canvas.finding.dead-end.why': 'التذكرة التي تصل إلى هنا لن تنتهي أبدًا.',
  'canvas.finding.gateway-choice.no-default': 'لا مخرج «وإلا» عند «{element}».',
  'canvas.finding.gateway-choice.no-default.example':
    'لا مخرج «وإلا» عند «{element}»، وهو لازم مثلًا حين {example}.',
  'canvas.finding.gateway-choice.unknown-default': 'زال مخرج «وإلا» عند «{element}».',
  'canvas.finding.gateway-choice.no-conditions': 'لأحد مخارج «{element}» لا شروط.',
  'canvas.finding.gateway-choice.default-conditions':
    'لمخرج «وإلا» عند «{element}» شروط لا يُنظر فيها أبدًا.',
  'canvas.finding.gateway-choice.why':
    'يسلك الخيار أول مخرج تصح شروطه. وبلا «وإلا» تتوقف هنا تذكرة لا يصح لها شيء.',
  'canvas.finding.idle-condition.empty': 'أحد شروط مخارج «{element}» فارغ، فهو يصح دائمًا.',
  'canvas.finding.idle-condition.no-value': 'أحد شروط مخارج «{element}» لا يقول بماذا يُقارن.',
  'canvas.finding.idle-condition.later':
    'أحد شروط مخارج «{element}» يسأل كيف انتهت «{step}»، وهي لا تأتي إلا بعده.',
  'canvas.finding.never-taken.never':
    'المخرج «{flow}» من «{element}» لا يُسلك أبدًا: لا يمكن أن تصح شروطه.',
  'canvas.finding.never-taken.declared':
    'المخرج «{flow}» من «{element}» لا يُسلك إلا إذا كان أحد المتغيرات غير ما تقوله عنه العملية.',
  'canvas.finding.never-taken.behind':
    'المخرج «{flow}» من «{element}» لا يُسلك أبدًا: كلما صحت شروطه صحت شروط «{other}» قبله.',
  'canvas.finding.never-taken.together':
    'المخرج «{flow}» من «{element}» لا يُسلك أبدًا: كلما صحت شروطه سُلك مخرج قبله.',
  'canvas.finding.overlapping-conditions':
    'يصح «{flow}» و«{other}» من مخارج «{element}» معًا حين {example}. يُسلك «{flow}» لأنه الأول.',
  'canvas.finding.overlapping-conditions.why': 'إن لم يكن الترتيب هو ما ينبغي أن يحسم فضيّق أحدهما.',
  'canvas.finding.ends-open':
    'بعد «{outcome}» عند «{element}» تنتهي العملية والتذكرة ما زالت مفتوحة.',
  'canvas.finding.ends-open.why':
    'اضبط حالة التذكرة على ذلك الطريق، وإلا بقيت في القوائم ولا يحدث لها شيء.',
  'canvas.finding.ignored-conditions': 'لوصلة من «{element}» شروط لا يُنظر فيها أبدًا.',
  'canvas.finding.ignored-conditions.why': 'لا تُعتبر الشروط إلا بعد خيار.',
  'canvas.finding.gateway-cycle': 'الحلقة عبر {elements} لا تنتظر شيئًا.',
  'canvas.finding.gateway-cycle.why': 'ضع فيها مهمة أو موافقة أو انتظارًا.',
  'canvas.finding.busy-loop': 'الحلقة عبر {elements} تتكرر بلا توقف.',
  'canvas.finding.busy-loop.why': 'ضع فيها انتظارًا.',
  'canvas.finding.schema': 'شيء في التعريف لا يصلح: {pointer} {detail}',
  'canvas.finding.outcome-without-flow': 'قد تنتهي «{element}» بـ «{outcome}» ولا وصلة تخرج بها.',
  'canvas.finding.timed-out-flow.no-flow': 'لـ «{element}» مهلة ولا مخرج حين تنتهي.',
  'canvas.finding.timed-out-flow.no-due': 'لـ «{element}» مخرج لانتهاء المهلة ولا مهلة لها.',
  'canvas.finding.unknown-port': 'ليس لـ «{element}» نتيجة «{outcome}»، فلا تُسلك هذه الوصلة أبدًا.',
  'canvas.finding.implicit-fork': 'تخرج {count} وصلات من «{element}» على النحو نفسه، وتُسلك كلها.',
  'canvas.finding.implicit-fork.why':
    'ارسم بعدها «على التوازي» إن كان ذلك المقصود، أو خيارًا بشروط.',
  'canvas.finding.approval-quorum.unsaid': 'لا تقول «{element}» كم موافقة تلزم.',
  'canvas.finding.approval-quorum.too-large':
    'تحتاج «{element}» إلى {needed} موافقات ولا تسأل إلا {asked}.',
  'canvas.finding.approval-quorum.unsaid-percent':
    'لا تقول «{element}» كم بالمئة يجب أن توافق، فيجب أن يوافق الجميع.',
  'canvas.finding.approval-quorum.both': 'تسمّي «{element}» أصحاب القرار ومراحل أيضًا. أبقِ أحدهما.',
  'canvas.finding.approval-quorum.nobody': 'لا تقول «{element}» من يُسأل ولا بأي قاعدة.',
  'canvas.finding.approval-quorum.late-without-due':
    'تقول «{element}» ما يحدث عند التأخر، ولا موعد لها.',
  'canvas.finding.approval-quorum.signed-by-link':
    'توقَّع «{element}» بكلمة السر، ولا يمكن للعنوان في الرسالة أن يطلبها. أبقِ أحدهما.',
  'canvas.finding.approval-quorum.outside-nobody':
    '«{element}» تسأل «{who}» من الخارج، وليس هذا عنوان بريد.',
  'canvas.finding.approval-quorum.outside-signs':
    '«{element}» تُوقَّع بكلمة مرور لا يملكها «{who}» من الخارج. اترك أحد الأمرين.',
  'canvas.finding.approval-quorum.outside-unsent':
    '«{element}» تسأل «{who}» من الخارج بالبريد، ولا بريد يُرسَل من هنا، فلن يصلهم السؤال أبدًا.',
  'canvas.finding.approval-quorum.same-id':
    'في «{element}» مرحلتان، أو مجموعتان في مرحلة، بالمعرّف «{id}».',
  'canvas.finding.approval-quorum.unknown-group':
    'تقول «{element}» إن «{id}» تكفي، وليست من مجموعات المرحلة.',
  'canvas.finding.can-get-stuck.stuck': 'قد تنتظر «{element}» إلى الأبد {missing}.',
  'canvas.finding.can-get-stuck.growing':
    'يتراكم العمل عند «{element}» أكثر فأكثر: كل دورة من الحلقة تبدؤه من جديد.',
  'canvas.finding.can-get-stuck.endless': 'بعد «{element}» قد تدور العملية إلى الأبد.',
  'canvas.finding.can-get-stuck.why': 'وُجد ذلك بتجربة كل طريق عبر العملية.',
  'canvas.finding.not-proved': 'الطرق عبرها أكثر من أن يُبيَّن أن كلًّا منها ينتهي.',
  'canvas.finding.no-join': 'الفروع بعد «{element}» لا تجتمع ثانية.',
  'canvas.finding.no-join.why': 'تنتهي العملية حين ينتهي آخرها. اجمعها إن كان بعدها شيء.',
  'canvas.finding.runs-twice': 'فروع تعمل معًا تلتقي عند «{element}»، فيحدث ذلك أكثر من مرة.',
  'canvas.finding.runs-twice.why': 'اجمعها قبله بـ «على التوازي».',
  'canvas.finding.bad-form': 'لا يمكن استعمال نموذج «{element}»: {why}.',
  'canvas.finding.bad-form.variables': 'لا يمكن استعمال مخطط المتغيرات: {why}.',
  'canvas.finding.dangerous-form': 'لا يمكن استعمال نموذج «{element}»: {why}',
  'canvas.finding.dangerous-form.variables': 'لا يمكن استعمال مخطط المتغيرات: {why}',
  'canvas.finding.duplicate-outcome': 'لـ «{element}» النتيجة «{outcome}» أكثر من مرة.',
  'canvas.finding.empty-name': 'لا اسم لـ «{element}».',
  'canvas.finding.empty-name.why': 'يقرؤه الناس في قوائمهم وبريدهم وفي السجل.',
  'canvas.finding.ticket-fields.nothing': 'لا تضبط «{element}» شيئًا.',
  'canvas.finding.ticket-fields.unknown-field':
    'تضبط «{element}» الحقل «{field}» ولا وجود له في التذاكر.',
  'canvas.finding.ticket-fields.unknown-status': 'تذكر «{element}» حالة لا وجود لها: «{status}».',
  'canvas.finding.ticket-fields.unknown-outcome': 'ليس لـ «{element}» نتيجة «{outcome}» تكتمل بها.',
  'canvas.finding.timer.zero': 'مدة عند «{element}» طولها صفر.',
  'canvas.finding.timer.no-instant': 'تنتظر «{element}» ما ليس تاريخًا.',
  'canvas.finding.timer.past': 'تنتظر «{element}» تاريخًا مضى.',
  'canvas.finding.unknown-fact': 'تنظر «{name}» إلى «{fact}» ولا وجود له.',
  'canvas.finding.unknown-custom-field.item':
    'تنظر «{name}» إلى الحقل المخصص «{field}»، وليس في نموذج «{item}».',
  'canvas.finding.unknown-custom-field.catalog':
    'تنظر «{name}» إلى الحقل المخصص «{field}»، وليس في أي نموذج من الكتالوج.',
  'canvas.finding.unknown-custom-field.why': 'يبقى فارغا ما لم يملأه برنامج، فتحقق من كتابته.',
  'canvas.finding.unknown-key': 'تذكر «{element}» «{key}» ولا وجود له.',
  'canvas.finding.unknown-key.calendar':
    '«{element}» تحسب ساعات عمل «{key}»، وهو تقويم لا وجود له.',
  'canvas.finding.unknown-key.no-process': 'لم تُختر عملية لـ«{element}».',
  'canvas.finding.unknown-key.no-ruleset': 'لم تُختر مجموعة قواعد لـ«{element}».',
  'canvas.finding.needs-ticket':
    'التشغيل الذي يبدأ يدويًا دون تذكرة يتوقف عند «{element}»: تحتاج «{text}» إلى تذكرة.',
  'canvas.finding.needs-ticket.why':
    'ابدأ التشغيل بتذكرة دائمًا، أو استعمل ما يكون لمثل هذا التشغيل أيضًا، كمتغير.',
  'canvas.finding.empty-text.text': 'لا نص لـ«{element}».',
  'canvas.finding.empty-text.subject': 'لا موضوع لـ«{element}».',
  'canvas.finding.no-start.inside': 'لا شيء يبدأ في «{element}».',
  'canvas.finding.no-end.inside': 'لا نهاية في «{element}».',
  'canvas.finding.several-starts.inside': '«{element}» و«{other}» تبدآن العملية الفرعية نفسها.',
  'canvas.finding.misplaced-flow.across':
    'الوصلة من «{element}» إلى «{other}» تعبر حدّ عملية فرعية.',
  'canvas.finding.start-trigger.run': 'على «{element}» أن يقول ما الذي يبدأ التشغيل.',
  'canvas.finding.start-trigger.inner': '«{element}» داخل عملية فرعية تبدأ حين تصل العملية إليها.',
  'canvas.finding.start-trigger.event': 'على «{element}» أن يقول أي حدث ينتظر.',
  'canvas.finding.bad-parent.no-sub-process': '«{element}» داخل ما ليس عملية فرعية.',
  'canvas.finding.bad-parent.circle': '«{element}» داخل نفسه.',
  'canvas.finding.bad-parent.deep': '«{element}» داخل عمليات فرعية أكثر مما يُسمح.',
  'canvas.finding.bad-attachment.missing': '«{element}» على حافة شيء غير موجود.',
  'canvas.finding.bad-attachment.type': '«{element}» على ما لا حافة له.',
  'canvas.finding.bad-attachment.scope': '«{element}» ليس بجانب «{host}».',
  'canvas.finding.join-needed.too-many':
    '«{element}» يحتاج إلى {needed} من الفروع، ولا يصل إليه إلا {flows}.',
  'canvas.finding.join-needed.all': '«{element}» ينتظر كل الفروع، وهذا ما يفعله دون قول.',
  'canvas.finding.bad-race.none': 'لا حدث خلف «{element}»، فلا سباق.',
  'canvas.finding.bad-race.one': 'خلف «{element}» حدث واحد فقط، فلا سباق.',
  'canvas.finding.bad-race.type': '«{element}» يؤدي إلى «{next}» الذي لا ينتظر شيئًا.',
  'canvas.finding.bad-race.shared': '«{next}» خلف «{element}» يُوصَل إليه من مكان آخر أيضًا.',
  'canvas.finding.event-kind.none': '«{element}» لا يخص شيئًا بعد.',
  'canvas.finding.event-kind.several': '«{element}» يخص عدة أشياء معًا.',
  'canvas.finding.event-kind.several.why': 'ارسم حدثًا لكل منها.',
  'canvas.finding.event-setting.error': '«{element}» يلتقط خطأ، والخطأ ينهي دائمًا ما يأتي منه.',
  'canvas.finding.event-setting.repeat':
    'قيل إن «{element}» يتكرر، ولا يتكرر إلا مؤقت بمدة لا يوقف شيئًا.',
  'canvas.finding.uncaught.error': 'لا شيء يلتقط الخطأ «{code}» من «{element}».',
  'canvas.finding.uncaught.escalation': 'لا شيء يسمع التصعيد «{code}» من «{element}».',
  'canvas.finding.never-thrown.error': '«{element}» ينتظر خطأ لا يصدره شيء.',
  'canvas.finding.never-thrown.escalation': '«{element}» ينتظر تصعيدًا لا يصدره شيء.',
  'canvas.finding.bad-undo.unused': '«{element}» موجود للتراجع عن شيء، ولا شيء يتراجع به.',
  'canvas.finding.bad-undo.missing': 'ما يتراجع عن «{element}» غير موجود.',
  'canvas.finding.bad-undo.itself': 'لا يمكن لـ«{element}» أن يتراجع عن نفسه.',
  'canvas.finding.bad-undo.type': 'لا يمكن التراجع عن «{element}» بواسطة «{handler}».',
  'canvas.finding.bad-undo.in-flow': 'يتراجع «{handler}» عن «{element}» وهو جزء من الطريق.',
  'canvas.finding.bad-undo.scope': 'يتراجع «{handler}» عن «{element}» وهو في مكان آخر.',
  'canvas.finding.bad-undo.handler': '«{element}» يتراجع فقط، ولا يُتراجع عنه.',
  'canvas.finding.nothing-to-undo': '«{element}» لا يتراجع عن شيء.',
  'canvas.finding.nothing-to-undo.why': 'قل عند خطوة في العملية الفرعية نفسها ما الذي يتراجع عنها.',
  'canvas.finding.calls-itself': '«{element}» يستدعي هذه العملية نفسها.',
  'canvas.finding.calls-itself.why': 'تأكد من أنه يتوقف عن ذلك.',
  'canvas.finding.bad-expression.unreadable': 'لا يمكن قراءة «{text}» عند «{element}»: {why}',
  'canvas.finding.bad-expression.record':
    'لا يجوز أن ينظر «{text}» عند «{element}» إلا إلى variables وsteps وloop.',
  'canvas.finding.bad-expression.why': 'ضع ما يحتاج إليه في متغير أولًا.',
  'canvas.finding.gateway-choice.never-default': 'طريق «وإلا» عند «{element}» لا يُسلك أبدًا.',
  'canvas.finding.gateway-choice.no-choice': '«{element}» يسلك دائمًا كل طرقه.',
  'canvas.rulesetFinding.duplicate-id': 'المعرّف «{id}» مستعمل أكثر من مرة.',
  'canvas.rulesetFinding.unknown-fact': '«{id}» تنظر في «{fact}» ولا وجود له.',
  'canvas.rulesetFinding.too-deep': 'شروط «{id}» متداخلة أعمق مما ينبغي.',
  'canvas.rulesetFinding.never-reached.always':
    'لا شروط لـ«{id}»، فلا يُنظر أبدًا في القواعد التي بعدها.',
  'canvas.rulesetFinding.never-reached.never': '«{id}» لا تصح أبدًا: لا يمكن أن تصح شروطها.',
  'canvas.rulesetFinding.never-reached.behind':
    'لا يُوصل إلى «{id}» أبدًا: كلما صحت صحت «{other}» قبلها.',
  'canvas.rulesetFinding.never-reached.together':
    'لا يُوصل إلى «{id}» أبدًا: كلما صحت صحت قاعدة قبلها.',
  'canvas.rulesetFinding.overlapping-rules.first':
    'تصح «{other}» أيضًا حين {example}. الترتيب وحده يجعلها تحسم.',
  'canvas.rulesetFinding.overlapping-rules.collect':
    'تصح «{other}» أيضًا حين {example} وتضبط «{variable}» على شيء آخر. تُعتمد القاعدة اللاحقة.',
  'canvas.rulesetFinding.no-otherwise':
    'لا يُضبط شيء حين لا تصح أي قاعدة، فتبقى المتغيّرات كما كانت.',
  'canvas.rulesetFinding.no-otherwise.example':
    'لا يُضبط شيء حين لا تصح أي قاعدة، مثلًا حين {example}، فتبقى المتغيّرات كما كانت.',
} satisfies Record<keyof typeof english, string>;
