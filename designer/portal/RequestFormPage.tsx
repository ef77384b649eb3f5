/**
 * Asking for one thing: the form, then what was typed to look over, then sending. Nothing is sent before the last click,
 * and nothing typed is lost before it. Sent twice with the same key it is still one request.
 */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { catalogItemQuery, requestItem } from '#designer/client/catalog.ts';
import { newKey } from '#designer/client/http.ts';
import { isProblem } from '#designer/client/problem.ts';
import { keys } from '#designer/client/query.ts';
import type { CatalogItem } from '#designer/client/types/tickets.ts';
import { useCrumb } from '#designer/ui/crumb.tsx';
import { hasFields } from '#designer/ui/forms/has-fields.ts';
import { SchemaForm } from '#designer/ui/forms/SchemaForm.tsx';
import { useText } from '#designer/ui/locale.ts';
import { PageSkeleton } from '#designer/ui/PageSkeleton.tsx';
import { ProblemNotice } from '#designer/ui/ProblemNotice.tsx';
import { forgetKept } from '#designer/ui/use-kept.ts';
import { CatalogIcon } from './CatalogIcon.tsx';
import classes from './RequestFormPage.module.css';
import { Review } from './Review.tsx';

export function RequestFormPage() {
  const { key } = useParams({ from: '/app/portal/catalog/$key' });
  const item = useQuery(catalogItemQuery(key));
  useCrumb(item.data?.name);
  if (item.isError) {
    return (
      <div className={classes.page}>
        <ProblemNotice error={item.error} onRetry={() => void item.refetch()} />
      </div>
    );
  }
  if (item.data === undefined) return <PageSkeleton />;
  return <Request key={key} item={item.data} />;
}

type Values = Record<string, unknown>;

function Request({ item }: { item: CatalogItem }) {
  const t = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const asks = hasFields(item.schema);
  const [values, setValues] = useState<Values | null>(asks ? null : {});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const sendKey = useRef(newKey());
  const heading = useRef<HTMLHeadingElement>(null);
  const reviewing = values !== null;
  const kept = `form.request.${item.key}`;
  useEffect(() => {
    if (reviewing && asks) heading.current?.focus();
    window.scrollTo({ top: 0 });
  }, [reviewing, asks]);

  const send = async (sent: Values) => {
    setBusy(true);
    setProblem(null);
    try {
      const ticket = await requestItem(item.key, sent, sendKey.current);
      forgetKept(kept);
      client.setQueryData(keys.ticket(ticket.number), ticket);
      void client.invalidateQueries({ queryKey: ['tickets'] });
      await navigate({
        to: '/portal/requests/$id',
        params: { id: ticket.number },
        search: { sent: true },
      });
    } catch (error) {
      setBusy(false);
      setProblem(error);
      // What the server finds wrong in a field is mended in the form.
      if (isProblem(error) && error.errors.length > 0 && asks) setValues(null);
    }
  };

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <span className={classes.icon}>
          <CatalogIcon name={item.icon} size={24} />
        </span>
        <div>
          <h1 className={classes.title} dir="auto">
            {item.name}
          </h1>
          {item.description !== null && (
            <p className={classes.text} dir="auto">
              {item.description}
            </p>
          )}
        </div>
      </header>
      {values === null ? (
        <>
          <SchemaForm
            name={`request.${item.key}`}
            schema={item.schema}
            uiSchema={item.uiSchema}
            submits={[{ key: 'review', label: t('portal.form.review') }]}
            busy={null}
            problem={problem}
            roomy
            onSubmit={(next) => {
              if (JSON.stringify(next) !== JSON.stringify(values)) sendKey.current = newKey();
              setProblem(null);
              setValues(next);
            }}
          />
          <p className={classes.hint}>{t('portal.form.kept')}</p>
        </>
      ) : (
        <section className={classes.review}>
          <div>
            <h2 ref={heading} tabIndex={-1} className={classes.heading}>
              {t('portal.review.title')}
            </h2>
            <p className={classes.text}>
              {asks ? t('portal.review.text') : t('portal.form.nothing')}
            </p>
          </div>
          {asks && <Review schema={item.schema} uiSchema={item.uiSchema} values={values} />}
          {problem !== null && <ProblemNotice error={problem} />}
          <div className={classes.buttons}>
            <Button size="md" loading={busy} onClick={() => void send(values)}>
              {t('portal.review.send')}
            </Button>
            {asks && (
              <Button size="md" variant="default" disabled={busy} onClick={() => setValues(null)}>
                {t('portal.review.change')}
              </Button>
            )}
          </div>
        </section>
      )}
    </div>
  );
}
