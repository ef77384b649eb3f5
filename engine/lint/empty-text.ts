/** What is told to people says something: a mail without a subject, or a note without a word, helps nobody. */
import type { Action } from '../definition.ts';
import { elementsOf, nameOf, type Report, type Rule } from './finding.ts';

export const emptyText: Rule = {
  name: 'empty-text',
  says: 'A notification, an e-mail or a comment has no text, or an e-mail no subject.',
  *find({ definition }): Iterable<Report> {
    for (const element of elementsOf(definition, 'serviceTask')) {
      const name = nameOf(element);
      for (const [problem, text] of textsOf(element.action)) {
        if (text.trim() !== '') continue;
        yield {
          level: 'warning',
          element: element.id,
          message: `“${name}” has no ${problem}.`,
          values: { element: name, problem },
        };
      }
    }
  },
};

function textsOf(action: Action): readonly (readonly ['subject' | 'text', string])[] {
  switch (action.type) {
    case 'notify':
      return [['text', action.text]];
    case 'comment':
      return [['text', action.body]];
    case 'sendEmail':
      return [
        ['subject', action.subject],
        ['text', action.body],
      ];
    default:
      return [];
  }
}
