/** What stands around a form's inputs: one column, sections with headings, lists one can add to, and what is to be mended on top. */
import { ActionIcon, Button } from '@mantine/core';
import {
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  buttonId,
  type ErrorListProps,
  type FieldTemplateProps,
  type ObjectFieldTemplateProps,
  type TemplatesType,
} from '@rjsf/utils';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useText } from '#designer/ui/locale.ts';
import classes from './forms.module.css';
import { BaseInput } from './widgets.tsx';

/** The inputs say label, help and error themselves. */
function Field({ hidden, children }: FieldTemplateProps) {
  return hidden ? <div hidden>{children}</div> : children;
}

function ObjectFields({ title, description, properties, fieldPathId }: ObjectFieldTemplateProps) {
  const fields = properties
    .filter((property) => !property.hidden)
    .map((property) => <div key={property.name}>{property.content}</div>);
  // The whole form has a heading of its own on the page.
  if (fieldPathId.path.length === 0) return <div className={classes.column}>{fields}</div>;
  return (
    <fieldset className={classes.section} id={fieldPathId.$id}>
      <legend className={classes.legend}>{title}</legend>
      {description !== undefined && description !== '' && (
        <p className={classes.help}>{description}</p>
      )}
      <div className={classes.column}>{fields}</div>
    </fieldset>
  );
}

function List({
  title,
  schema,
  uiSchema,
  items,
  canAdd,
  onAddClick,
  disabled,
  readonly,
  fieldPathId,
  rawErrors,
}: ArrayFieldTemplateProps) {
  const t = useText();
  return (
    <fieldset className={classes.section} id={fieldPathId.$id}>
      <legend className={classes.legend}>{uiSchema?.['ui:title'] ?? title}</legend>
      {schema.description !== undefined && <p className={classes.help}>{schema.description}</p>}
      {rawErrors !== undefined && rawErrors.length > 0 && (
        <p className={classes.error}>{rawErrors.join(' ')}</p>
      )}
      <div className={classes.items}>{items}</div>
      {canAdd && (
        <Button
          id={buttonId(fieldPathId, 'add')}
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={onAddClick}
          disabled={disabled || readonly}
          className={classes.add}
        >
          {t('form.addItem')}
        </Button>
      )}
    </fieldset>
  );
}

function Item({ children, buttonsProps, hasToolbar }: ArrayFieldItemTemplateProps) {
  const t = useText();
  return (
    <div className={classes.item}>
      <div className={classes.itemBody}>{children}</div>
      {hasToolbar && buttonsProps.hasRemove && (
        <ActionIcon
          aria-label={t('form.removeItem')}
          onClick={buttonsProps.onRemoveItem}
          disabled={buttonsProps.disabled || buttonsProps.readonly}
        >
          <IconTrash size={16} stroke={1.7} />
        </ActionIcon>
      )}
    </div>
  );
}

/** All that is to be mended, each line a way to its field; the first thing read after a failed try. */
function Mistakes({ errors, schema }: ErrorListProps) {
  const t = useText();
  return (
    <div className={classes.mistakes} role="alert" tabIndex={-1} data-mistakes>
      <p className={classes.mistakesTitle}>{t('form.problems', { count: errors.length })}</p>
      <ul>
        {errors.map((error) => (
          <li key={`${error.property}${error.name}`}>
            <a
              href={`#${idOf(error.property)}`}
              onClick={(event) => goTo(event, idOf(error.property))}
            >
              {titleOf(schema, error.property)}
            </a>{' '}
            <span>{error.message}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const partsOf = (property = '.') =>
  [...property.matchAll(/\['([^']*)'\]|\[(\d+)\]|\.([^.[]+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
const idOf = (property: string | undefined) => ['root', ...partsOf(property)].join('_');

function titleOf(schema: ErrorListProps['schema'], property: string | undefined): string {
  const parts = partsOf(property);
  let at: unknown = schema;
  let title = parts.at(-1) ?? '';
  for (const part of parts) {
    const here = at as { properties?: Record<string, unknown>; items?: unknown } | undefined;
    at = here?.properties?.[part] ?? here?.items;
    const named = (at as { title?: string } | undefined)?.title;
    if (named !== undefined) title = named;
  }
  return title;
}

function goTo(event: React.MouseEvent, id: string): void {
  event.preventDefault();
  const place = document.getElementById(id);
  const field = place?.matches('input, textarea, select, button')
    ? place
    : (place?.querySelector<HTMLElement>('input, textarea, select, button') ?? place);
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}

const Nothing = () => null;

export const templates: Partial<TemplatesType> = {
  FieldTemplate: Field,
  ObjectFieldTemplate: ObjectFields,
  ArrayFieldTemplate: List,
  ArrayFieldItemTemplate: Item,
  BaseInputTemplate: BaseInput,
  ErrorListTemplate: Mistakes,
  FieldErrorTemplate: Nothing,
  FieldHelpTemplate: Nothing,
  DescriptionFieldTemplate: Nothing,
};
