/** A review by a board, in Arabic. */
import type { cab as english } from '../en/cab.ts';

export const cab = {
  'canvas.kind.cabReview': 'مراجعة مجلس التغيير',
  'canvas.summary.board': 'المجلس: {board}',
  'canvas.port.deferred': 'مؤجَّل',
  'canvas.cab.board': 'المجلس',
  'canvas.cab.choose': 'اختر مجلسًا',
  'canvas.cab.none': 'لا مجلس بعد',
  'canvas.cab.hint':
    'يُدرج التغيير في جدول أعمال اجتماعه القادم. وتمضي العملية حين ينتهي اجتماع قرّر: موافقة أو رفض أو تأجيل يعيده إلى من خطّط له.',
  'canvas.cab.message': 'رسالة',
  'canvas.cab.messageHint': 'ما ينبغي أن يعرفه المجلس إلى جانب التغيير',
  'canvas.rehearse.act.deferred': 'تأجيل',
  'canvas.rehearse.hitch.no_such_outcome': 'لا تنتهي إلى ذلك.',
  'canvas.rehearse.line.openReview': 'في جدول أعمال {who}: {name}',
  'canvas.rehearse.line.openReview.noBoard': 'في جدول أعمال: {name}',
  'canvas.finding.unknown-key.no-board': 'لم يُختر مجلس لـ«{element}».',
  'canvas.finding.needs-ticket.board':
    'تشغيل يُبدأ يدويًا بلا تذكرة يتوقف عند «{element}»: لا تغيير يُعرض على المجلس.',
} satisfies Record<keyof typeof english, string>;
