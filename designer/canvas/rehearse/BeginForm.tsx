/**
 * What the rehearsal begins with: a ticket of the desk or one that is typed in, the values of the process's form, where
 * and when it begins. Everything is filled in so that it can begin at once.
 */
import { Alert, Pill, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { isProblem, ProblemError } from '#designer/client/problem.ts';
import { ticketQuery } from '#designer/client/tickets.ts';
import { Code } from '#designer/ui/Code.tsx';
import { factWords, nameOf } from '#designer/ui/diagram/words.ts';
import { failureWords } from '#designer/ui/failure-words.ts';
import { useFieldWords } from '#designer/ui/field-words.ts';
import { toExtraErrors } from '#designer/ui/forms/extra-errors.ts';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import type { Json } from '#engine/json.ts';
import type { Given } from '#engine/rehearsal/index.ts';
import { useEditor } from '../editor/editor.tsx';
import { toRunForm } from '../page/run-form.ts';
import { VariablesForm } from '../page/VariablesForm.tsx';
import { useDirectory } from '../panel/directory.ts';
import {
  askedIn,
  factsFrom,
  formOf,
  misfitsIn,
  nested,
  sampleFor,
  startsIn,
  ticketFor,
  type Values,
} from './begin.ts';
import type { Entry } from './entry.ts';
import { FactField } from './FactField.tsx';
import { FailNext } from './FailNext.tsx';
import { MomentField } from './MomentField.tsx';
import type { Hitch } from './play.ts';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';
import { calledIn, refusalWords } from './words.ts';

type Asking = {
  readonly busy: boolean;
  readonly error?: unknown;
  /** Why it cannot begin with this. */
  readonly refused?: Refused;
};
type Refused = { readonly code: Hitch['code']; readonly words: string; readonly problem?: unknown };

const BEGIN = 'begin';

export const BeginForm = () => {
  const { say, definition, facts, names, announce } = useEditor();
  const { field: called } = useFieldWords();
  const { process, entry, setEntry, begin: beginWith } = useRehearse();
  const client = useQueryClient();
  const { rulesets, catalogForms } = useDirectory();
  const starts = startsIn(definition);
  const put = (part: Partial<Entry>) => {
    setEntry({ ...entry, ...part });
    setState({ busy: false });
  };
  const { source, number, day, clock, ticket: typed, requester } = entry;
  const failing = Object.fromEntries(
    Object.entries(entry.failing).filter(([id]) =>
      definition.elements.some((one) => one.id === id),
    ),
  );
  const start = starts.find(({ id }) => id === entry.start) ?? starts[0];
  const [state, setState] = useState<Asking>({ busy: false });
  const asked = useMemo(
    () =>
      askedIn(
        definition,
        rulesets.map(({ ruleset }) => ruleset),
      ),
    [definition, rulesets],
  );
  const form = useMemo(
    () => formOf(definition, start, catalogForms),
    [definition, start, catalogForms],
  );
  const dressed = useMemo(() => toRunForm(say, { ...form }), [say, form]);
  const initial = useMemo(() => sampleFor(form), [form]);
  const usual = ticketFor(definition, start);

  const begin = async (variables: Record<string, unknown>) => {
    const at = `${day} ${clock}`;
    const fails = Object.keys(failing).length > 0 ? { failing } : {};
    const given: Given = { at, ...(start ? { start: start.id } : {}), ...fails, variables };
    setState({ busy: true });
    try {
      const hitch = await beginWith({ ...given, ...(await factsOf(variables)) });
      setState({ busy: false, ...(hitch ? { refused: refusedFor(hitch, variables) } : {}) });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  const factsOf = async (variables: Record<string, unknown>): Promise<Given> => {
    if (source === 'number')
      return factsFrom(await client.fetchQuery(ticketQuery(number.trim().toUpperCase())));
    const custom = start?.trigger.type === 'ticketCreated' ? { custom: variables as Values } : {};
    const who = Object.keys(requester).length > 0 ? { requester } : {};
    return { ticket: { ...usual, ...custom, ...nested(typed) }, ...who };
  };
  const refusedFor = (hitch: Hitch, variables: Record<string, unknown>): Refused => {
    const words = say('canvas.rehearse.cannotBegin', { why: refusalWords(say, hitch) });
    announce(words);
    if (hitch.code !== 'unfit') return { code: hitch.code, words };
    const detail = say('canvas.rehearse.misfit');
    const errors = misfitsIn(definition, variables).map((pointer) => ({
      pointer: `/variables${pointer}`,
      detail,
    }));
    const problem = new ProblemError(400, { title: words, detail: words, errors });
    return { code: hitch.code, words, problem };
  };

  const isMissing = isProblem(state.error, 'not_found') || isProblem(state.error, 'forbidden');
  const field = (path: string, label: string, value: Json | undefined, set: (to: Json) => void) => {
    const fact = facts.find((one) => one.path === path);
    return <FactField key={path} label={label} fact={fact} value={value} onChange={set} />;
  };
  if (!start) return <p className={styles.hint}>{say('canvas.rehearse.noStart')}</p>;
  return (
    <div className={styles.begin}>
      <p className={styles.hint}>{say('canvas.rehearse.beginHint')}</p>
      {starts.length > 1 && (
        <Select
          label={say('canvas.rehearse.start')}
          data={starts.map((one) => ({ value: one.id, label: nameOf(say, one) }))}
          value={start.id}
          allowDeselect={false}
          error={state.refused?.code === 'misnamed' ? state.refused.words : undefined}
          onChange={(next) => put({ start: next ?? start.id })}
        />
      )}
      <MomentField
        label={say('canvas.rehearse.beginsAt')}
        day={day}
        clock={clock}
        error={state.refused?.code === 'no_moment' ? state.refused.words : undefined}
        onChange={(nextDay, nextClock) => put({ day: nextDay, clock: nextClock })}
      />
      <SegmentedControl
        aria-label={say('canvas.rehearse.ticket')}
        fullWidth
        value={source}
        onChange={(next) => put({ source: next === 'number' ? 'number' : 'typed' })}
        data={[
          { value: 'typed', label: say('canvas.rehearse.ticketTyped') },
          { value: 'number', label: say('canvas.rehearse.ticketByNumber') },
        ]}
      />
      {source === 'number' ? (
        <TextInput
          label={say('canvas.rehearse.ticketNumber')}
          description={say('canvas.rehearse.ticketNumberHint')}
          value={number}
          maxLength={36}
          dir="auto"
          error={isMissing ? say('canvas.run.noTicket') : undefined}
          onChange={(event) => put({ number: event.currentTarget.value })}
        />
      ) : (
        <div className={styles.fields}>
          {asked.ticket.map((name) =>
            field(`ticket.${name}`, called(name), typed[name] ?? usual[name], (to) =>
              put({ ticket: { ...typed, [name]: to } }),
            ),
          )}
          {asked.requester.map((name) =>
            field(
              `requester.${name}`,
              factWords(say, `requester.${name}`, names),
              requester[name],
              (to) => put({ requester: { ...requester, [name]: to } }),
            ),
          )}
        </div>
      )}
      {state.refused && !isAtField(state.refused) && (
        <Alert color="yellow" p="xs" role="alert">
          {state.refused.words}
        </Alert>
      )}
      {state.error !== undefined && !isMissing && <ProblemNotice error={state.error} compact />}
      <FailNext onFail={(element, code) => put({ failing: { ...failing, [element]: code } })} />
      {Object.keys(failing).length > 0 && (
        <ul className={styles.failing}>
          {Object.entries(failing).map(([id, code]) => (
            <li key={id}>
              <Pill
                withRemoveButton
                removeButtonProps={{
                  'aria-label': say('canvas.rehearse.failNot', {
                    name: calledIn(say, definition, id),
                  }),
                  tabIndex: 0,
                  'aria-hidden': false,
                }}
                onRemove={() => put({ failing: without(failing, id) })}
              >
                {calledIn(say, definition, id)}: {failureWords(say, code)} <Code>{code}</Code>
              </Pill>
            </li>
          ))}
        </ul>
      )}
      <VariablesForm
        name={`rehearse.${process}.${start.id}`}
        schema={dressed.schema}
        uiSchema={dressed.uiSchema}
        initial={initial}
        problem={state.refused?.problem}
        submits={[{ key: BEGIN, label: say('canvas.rehearse.begin') }]}
        busy={state.busy ? BEGIN : null}
        disabled={source === 'number' && number.trim() === ''}
        onSubmit={(variables) => void begin(variables)}
      />
    </div>
  );
};

const FIELDS: readonly Refused['code'][] = ['misnamed', 'no_moment'];

/** Else it is said above the form that it is about. */
const isAtField = ({ code, problem }: Refused): boolean =>
  problem !== undefined ? toExtraErrors(problem, 'variables') !== undefined : FIELDS.includes(code);

const without = (
  failing: Readonly<Record<string, string>>,
  id: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(failing).filter(([one]) => one !== id));
