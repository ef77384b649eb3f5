/** التوقّع. */
export const forecast = {
  'forecast.title': 'التوقّع',
  'forecast.text':
    'ما قد تحمله الأيام القادمة، مستفادًا مما كان عليه هذا المكتب: 200 مستقبل، كل منها مأخوذ من مدة عمل كهذا، وإلى أين ذهب بعده، وما الذي ورد ومتى. يضم النطاق ثمانية من كل عشرة منها.',
  'forecast.none': 'لم يُتوقّع شيء بعد',
  'forecast.noneWhy':
    'يقول التوقّع ما مدى احتمال فوات الوعود وكيف تنمو الطوابير، وبجانبه كم كان سيصيب في الأيام السابقة.',
  'forecast.ask': 'أنشئ توقّعًا',
  'forecast.whatIf': 'ماذا لو',
  'forecast.type': 'التذاكر',
  'forecast.days': 'إلى الأمام',
  'forecast.daysOf':
    '{days, plural, one {يوم واحد} two {يومان} few {# أيام} many {# يومًا} other {# يومًا}}',
  'forecast.arrivals': 'التذاكر الواردة',
  'forecast.targets': 'الوقت الموعود',
  'forecast.staff': 'العاملون في {queue}',
  'forecast.staffUsual': 'كما كان',
  'forecast.working': 'يجري الحساب …',
  'forecast.learned':
    'مستفاد من {count, plural, one {تذكرة واحدة} two {تذكرتين} few {# تذاكر} many {# تذكرة} other {# تذكرة}}.',
  'forecast.failed': 'تعذّر الحساب. {why}',
  'forecast.promises': 'الوعود',
  'forecast.promisesNone': 'لا وقت للحل موعود لهذه التذاكر.',
  'forecast.leftOut': 'لا يمكن قول شيء عن {names}: يتوقف على أكثر من أولوية التذكرة.',
  'forecast.share': 'من التذاكر الواردة ستتأخر ({low} إلى {high})',
  'forecast.noTickets': 'لا تُتوقّع أي تذكرة.',
  'forecast.comes':
    'يُتوقّع {median, plural, one {تذكرة واحدة} two {تذكرتان} few {# تذاكر} many {# تذكرة} other {# تذكرة}} ({low, number} إلى {high, number}).',
  'forecast.backcast':
    'جُرّب على الأيام السابقة: {tickets, number} تذكرة، تأخّر منها {broken, number}. كان خطؤه {brier}، وخطأ قول المعتاد {usual}.',
  'forecast.hidden.tooFew':
    'مخفي: لم تصلح لتجربته من الأيام السابقة إلا {tickets, plural, =0 {لا تذكرة} one {تذكرة واحدة} two {تذكرتان} few {# تذاكر} many {# تذكرة} other {# تذكرة}}، ويلزم 30.',
  'forecast.hidden.noBetter':
    'مخفي: في {tickets, number} تذكرة من الأيام السابقة (تأخّر منها {broken, number}) ما كان أفضل من قول المعتاد بأكثر من المصادفة: خطؤه {brier} وخطأ المعتاد {usual}.',
  'forecast.hidden.farOff':
    'مخفي: في {tickets, number} تذكرة من الأيام السابقة (تأخّر منها {broken, number}) كان سيبعد بمقدار {bias} إجمالًا. لم يعد المكتب كما كان.',
  'forecast.calibration': 'ما قيل وما حدث',
  'forecast.calibration.said': 'قيل إنها ستتأخر',
  'forecast.calibration.happened': 'تأخرت',
  'forecast.calibration.tickets': 'التذاكر',
  'forecast.open':
    '{count, plural, one {تذكرة مفتوحة واحدة} two {تذكرتان مفتوحتان} few {# تذاكر مفتوحة} many {# تذكرة مفتوحة} other {# تذكرة مفتوحة}}، الأرجح أولًا',
  'forecast.queues': 'العمل المفتوح',
  'forecast.covered':
    'في الأيام السابقة وقع {share, number, percent} من الأيام داخل النطاق، وينبغي أن يكون نحو 80%.',
  'forecast.queuesHidden.tooFew':
    'مخفي: لا يمكن التعلّم إلا من {count, plural, =0 {لا تذكرة} one {تذكرة واحدة} two {تذكرتين} few {# تذاكر} many {# تذكرة} other {# تذكرة}}، ويلزم 30.',
  'forecast.queuesHidden.outside':
    'مخفي: في الأيام السابقة لم يقع داخل النطاق إلا {share, number, percent} من الأيام، وينبغي أن يكون نحو 80%.',
  'forecast.queueEnd': '{median, number} في {day} ({low, number} إلى {high, number})',
  'forecast.key': 'بلون النص: ما حدث. متقطع ورمادي: ما كان سيقال. ملوّن: ما قد يأتي.',
  'forecast.now': 'الآن',
  'forecast.table': 'في جدول',
  'forecast.table.day': 'اليوم',
  'forecast.table.median': 'المتوقّع',
  'forecast.table.band': 'النطاق',
  'forecast.table.came': 'ما حدث',
  'forecast.range': '{low, number} إلى {high, number}',
};
