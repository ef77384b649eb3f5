/** What the lint finds, said to the author in Arabic. */
import type { findings as english } from '../en/findings.ts';

export const findings = {
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
  'canvas.finding.gateway-choice.unknown-default': 'زال مخرج «وإلا» عند «{element}».',
  'canvas.finding.gateway-choice.no-conditions': 'لأحد مخارج «{element}» لا شروط.',
  'canvas.finding.gateway-choice.default-conditions':
    'لمخرج «وإلا» عند «{element}» شروط لا يُنظر فيها أبدًا.',
  'canvas.finding.gateway-choice.why':
    'يسلك الخيار أول مخرج تصح شروطه. وبلا «وإلا» تتوقف هنا تذكرة لا يصح لها شيء.',
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
} satisfies Record<keyof typeof english, string>;
