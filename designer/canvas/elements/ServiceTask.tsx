/** Something the system does by itself: one action of the library, with its own few fields. */
import { NumberInput, Select } from '@mantine/core';
import type { Action, ElementOf } from '#engine/definition.ts';
import { useEditor } from '../editor/editor.tsx';
import { TEMPLATES } from '../editor/templates.ts';
import { Section } from '../panel/fields.tsx';
import { SetFields } from '../panel/SetFields.tsx';
import { useUpdateElement } from '../panel/update.ts';
import { HttpForm } from './actions/HttpAction.tsx';
import { MajorForm } from './actions/MajorAction.tsx';
import { EmailForm, NotifyForm } from './actions/MessageActions.tsx';
import { AssignForm, CommentForm } from './actions/TicketActions.tsx';

type ServiceTask = ElementOf<'serviceTask'>;

const ACTIONS = [
  'updateTicket',
  'assign',
  'comment',
  'notify',
  'sendEmail',
  'declareMajorIncident',
  'httpRequest',
] as const;

export const ServiceTaskForm = ({ element }: { element: ServiceTask }) => {
  const { say, readOnly } = useEditor();
  const update = useUpdateElement<ServiceTask>();
  const { action } = element;
  const setAny = (changes: object, field: string) =>
    update({ ...element, action: { ...action, ...changes } as Action }, field);
  return (
    <Section title={say('canvas.service.does')}>
      <Select
        aria-label={say('canvas.service.does')}
        data={ACTIONS.map((value) => ({ value, label: say(`canvas.action.${value}`) }))}
        value={action.type}
        readOnly={readOnly}
        allowDeselect={false}
        onChange={(next) => {
          const fresh = TEMPLATES.find(({ id }) => id === next)?.create(element.id);
          if (fresh?.type === 'serviceTask' && next !== action.type) {
            update({ ...element, action: fresh.action, retry: undefined }, 'type');
          }
        }}
      />
      {action.type === 'updateTicket' && (
        <SetFields set={action.set} onChange={(set) => setAny({ set }, 'set')} />
      )}
      {action.type === 'assign' && <AssignForm action={action} set={setAny} />}
      {action.type === 'comment' && <CommentForm action={action} set={setAny} />}
      {action.type === 'notify' && <NotifyForm action={action} set={setAny} />}
      {action.type === 'sendEmail' && <EmailForm action={action} set={setAny} />}
      {action.type === 'declareMajorIncident' && <MajorForm action={action} set={setAny} />}
      {action.type === 'httpRequest' && (
        <>
          <HttpForm action={action} set={setAny} />
          <NumberInput
            label={say('canvas.http.attempts')}
            min={1}
            max={100}
            allowDecimal={false}
            readOnly={readOnly}
            placeholder={say('canvas.http.attemptsDefault')}
            value={element.retry?.attempts ?? ''}
            onChange={(attempts) =>
              update(
                {
                  ...element,
                  retry:
                    typeof attempts === 'number' && attempts >= 1 && attempts <= 100
                      ? { attempts }
                      : undefined,
                },
                'retry',
              )
            }
          />
        </>
      )}
    </Section>
  );
};
