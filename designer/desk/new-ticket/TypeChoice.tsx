/** What kind of ticket it is, each with what it is for. */
import type { TicketType } from '#designer/client/types/tickets.ts';
import { useText } from '#designer/ui/locale.ts';
import { TypeIcon } from '#designer/ui/TypeIcon.tsx';
import classes from './NewTicketPage.module.css';

const TYPES: TicketType[] = ['incident', 'service_request', 'problem', 'change', 'task'];

type Props = { readonly value: TicketType; readonly onChange: (type: TicketType) => void };

export function TypeChoice({ value, onChange }: Props) {
  const t = useText();
  return (
    <fieldset className={classes.types}>
      <legend className={classes.legend}>{t('new.type')}</legend>
      {TYPES.map((type) => (
        <label key={type} className={classes.type} data-checked={value === type}>
          <input
            type="radio"
            name="type"
            value={type}
            checked={value === type}
            onChange={() => onChange(type)}
            className="p-hidden"
          />
          <TypeIcon type={type} size={18} />
          <span>
            <span className={classes.typeName}>{t(`type.${type}`)}</span>
            <span className={classes.typeText}>{t(`new.type.${type}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
