// The whole set while it is changed: order, shares, accounts, and what would happen, until it is saved in one request. Nothing typed is lost by
// what goes wrong, and a repeated request is done once (the same Idempotency-Key until there is an answer).

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, GridList, GridListItem, I18nProvider, useDragAndDrop } from 'react-aria-components';
import { answered, ApiError, mayHaveBeenDone, type Api } from '../api/client.ts';
import { NetPayField, type NetPay } from '../shown/net-pay-field.tsx';
import { useSimulation, type Split } from '../api/queries.ts';
import type { SavedChange } from '../shown/saved.tsx';
import { SplitBar } from '../shown/split-bar.tsx';
import { UpcomingList } from '../shown/upcoming-list.tsx';
import { Trouble } from '../shown/trouble.tsx';
import { useSpeech, useWhose } from '../words/words.ts';
import { AccountForm } from './account-form.tsx';
import { Conflict } from './conflict.tsx';
import {
  findingsAt,
  findingsOf,
  hasToBeTypedAgain,
  isChanged,
  isConfirmable,
  moved,
  newItem,
  toDraft,
  toRequest,
  toShares,
  withItem,
  withoutItem,
  type Draft,
  type DraftItem,
} from './draft.ts';
import { draftName, draftShare } from './draft-words.ts';
import { mergeDrafts } from './merge-drafts.ts';
import { dropDraft, keepDraft, readKeptDraft } from './kept-draft.ts';

type Props = {
  readonly api: Api;
  readonly employeeId: string;
  readonly split: Split;
  readonly maxItems: number;
  readonly netPay: NetPay;
  readonly onNetPay: (netPay: NetPay) => void;
  /** As it is stored now. */
  readonly onRead: () => Promise<Split | undefined>;
  /** With what was saved; without, nothing was. */
  readonly onClose: (saved: SavedChange | undefined) => void;
};

/** Of no account in it. */
const isOfTheSet = ({ pointer }: { readonly pointer: string }): boolean => !/^\/items\/\d/.test(pointer);

const newKey = (): string => crypto.randomUUID();

const Editor = ({ api, employeeId, split, maxItems, netPay, onNetPay, onRead, onClose }: Props) => {
  const speech = useSpeech();
  const { words } = speech;
  const whose = useWhose();
  const queries = useQueryClient();
  const [base, setBase] = useState(split);
  const [kept] = useState(() => readKeptDraft(employeeId));
  const [draft, setDraft] = useState<Draft>(() => {
    if (kept === undefined) return toDraft(split.items);
    return kept.etag === split.etag ? kept.draft : mergeDrafts(kept.base, kept.draft, split.items).draft;
  });
  const [form, setForm] = useState<DraftItem | undefined>(() =>
    split.items.length === 0 && kept === undefined ? newItem(newKey(), true) : undefined,
  );
  const [idempotencyKey, setIdempotencyKey] = useState(() => kept?.idempotencyKey ?? newKey());
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<ApiError>();
  const [theirs, setTheirs] = useState<Split>();

  useEffect(() => {
    if (isChanged(draft, base.items))
      keepDraft(employeeId, { draft, base: base.items, etag: base.etag, idempotencyKey });
    else dropDraft(employeeId);
  }, [employeeId, draft, base, idempotencyKey]);

  /** Nothing is kept of what is done with. */
  const close = (saved: SavedChange | undefined): void => {
    dropDraft(employeeId);
    onClose(saved);
  };

  const { items } = draft;
  const own = findingsOf(draft, base.items, maxItems);
  const refused = failure?.failure.kind === 'problem' ? failure.failure.problem.errors : [];
  const findingsFor = (index: number) => [
    ...findingsAt(own, index),
    ...refused.filter(
      ({ pointer }) => pointer.startsWith(`/items/${index}/`) || pointer === `/items/${index}`,
    ),
  ];
  const simulation = useSimulation(
    api,
    employeeId,
    own.length === 0 && items.length > 0 ? netPay.cents : undefined,
    toShares(draft),
  );

  /** Another wish than the one that was sent is another request. */
  const change = (next: Draft): void => {
    setDraft(next);
    setFailure(undefined);
    setIdempotencyKey(newKey());
  };

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const [key] = [...keys].map(String);
      const place =
        items.findIndex((item) => item.key === target.key) + (target.dropPosition === 'after' ? 1 : 0);
      const from = items.findIndex((item) => item.key === key);
      if (key !== undefined) change(moved(draft, key, from < place ? place - 1 : place));
    },
  });

  const save = async (): Promise<void> => {
    setSaving(true);
    setFailure(undefined);
    try {
      const { data } = await answered(
        api.PUT('/api/employees/{employeeId}/direct-deposits', {
          params: {
            path: { employeeId },
            header: { 'If-Match': base.etag, 'Idempotency-Key': idempotencyKey },
          },
          body: toRequest(draft),
        }),
      );
      // The split, and every list in which it may stand; how the one before was divided is nothing to show meanwhile.
      queries.removeQueries({ queryKey: ['simulation', employeeId], type: 'inactive' });
      await queries.invalidateQueries();
      close('receipt' in data ? { effective: data.effective, receipt: data.receipt } : undefined);
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      const { failure: why } = thrown;
      if (why.kind === 'problem' && why.status === 412) setTheirs(await onRead());
      else setFailure(thrown);
      if (!mayHaveBeenDone(thrown)) setIdempotencyKey(newKey());
    } finally {
      setSaving(false);
    }
  };

  if (theirs !== undefined) {
    const merged = mergeDrafts(base.items, draft, theirs.items);
    return (
      <Conflict
        stored={theirs.items}
        draft={draft}
        merged={merged}
        onDrop={() => close(undefined)}
        onKeep={() => {
          setBase(theirs);
          change(merged.draft);
          setTheirs(undefined);
        }}
      />
    );
  }

  const last = items.length - 1;
  return (
    <>
      <h1>{whose.change}</h1>
      {kept === undefined ? null : <p role="status">{words.editing.restored}</p>}
      {base.upcoming === undefined ? null : (
        <section>
          <p>{words.upcoming.replaced}</p>
          <UpcomingList changes={base.upcoming} items={base.items} />
        </section>
      )}
      <p id="order-hint">{words.editing.orderHint}</p>
      <GridList
        aria-label={whose.order}
        aria-describedby="order-hint"
        className="accounts"
        items={items.map((item, index) => ({ ...item, index }))}
        dependencies={[draft, failure, speech]}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => whose.none}
      >
        {({ index, ...item }) => {
          const name = draftName(item, index, speech);
          return (
            <GridListItem id={item.key} textValue={name}>
              <Button slot="drag" className="drag" aria-label={words.editing.drag(name)}>
                ⠿
              </Button>
              <span className={`chip colour-${index % 6}`} aria-hidden="true">
                {index + 1}
              </span>
              <div>
                <h2>
                  {name} {item.id === undefined ? <small>{words.editing.newAccount}</small> : null}
                </h2>
                <p>{draftShare(item, speech)}</p>
                {hasToBeTypedAgain(item) ? <p className="finding">{words.editing.typeAgain}</p> : null}
                {(hasToBeTypedAgain(item) ? [] : findingsFor(index)).map((found) => (
                  <p key={found.rule + found.pointer} className="finding">
                    {speech.rule(found)}
                  </p>
                ))}
              </div>
              <div className="tools">
                <Button
                  aria-label={words.editing.up(name)}
                  isDisabled={index === 0 || item.kind === 'remainder'}
                  onPress={() => change(moved(draft, item.key, index - 1))}
                >
                  ↑
                </Button>
                <Button
                  aria-label={words.editing.down(name)}
                  isDisabled={index >= last - 1}
                  onPress={() => change(moved(draft, item.key, index + 1))}
                >
                  ↓
                </Button>
                <Button aria-label={`${words.editing.change}: ${name}`} onPress={() => setForm(item)}>
                  {words.editing.change}
                </Button>
                <Button
                  aria-label={`${words.editing.remove}: ${name}`}
                  onPress={() => change(withoutItem(draft, item.key))}
                >
                  {words.editing.remove}
                </Button>
              </div>
            </GridListItem>
          );
        }}
      </GridList>
      {own.some(isConfirmable) || refused.some(isConfirmable) ? (
        <label className="confirm">
          <input
            type="checkbox"
            checked={draft.confirm.length > 0}
            onChange={({ target }) =>
              change({ ...draft, confirm: target.checked ? ['account.looksLikeCard'] : [] })
            }
          />
          {words.editing.confirmLabel}
        </label>
      ) : null}
      <p>
        <Button
          isDisabled={items.length >= maxItems}
          onPress={() => setForm(newItem(newKey(), items.length === 0))}
        >
          {words.editing.add}
        </Button>{' '}
        {items.length >= maxItems ? <small>{words.editing.full(maxItems)}</small> : null}
      </p>
      {items.length === 0 ? null : (
        <section>
          <h2>{words.editing.preview}</h2>
          <NetPayField netPay={netPay} onChange={onNetPay} />
          <SplitBar
            names={items.map((item, index) => draftName(item, index, speech))}
            shares={items.map((item) => draftShare(item, speech))}
            simulation={own.length === 0 ? simulation : undefined}
          />
        </section>
      )}
      {failure === undefined ? null : <Trouble error={failure} onAgain={undefined} />}
      {[...own, ...refused].filter(isOfTheSet).map((found) => (
        <p key={found.rule} className="finding">
          {speech.rule(found)}
        </p>
      ))}
      <p className="actions">
        <Button
          className="main"
          isDisabled={
            isSaving || own.length > 0 || items.some(hasToBeTypedAgain) || !isChanged(draft, base.items)
          }
          onPress={() => void save()}
        >
          {isSaving ? words.editing.saving : words.editing.save}
        </Button>
        <Button onPress={() => close(undefined)}>{words.editing.cancel}</Button>
      </p>
      {form === undefined ? null : (
        <AccountForm
          item={form}
          isOnly={items.filter(({ key }) => key !== form.key).length === 0}
          onClose={(item) => {
            setForm(undefined);
            if (item !== undefined) change(withItem(draft, item));
          }}
        />
      )}
    </>
  );
};

/** Numbers are typed as the page writes them, whatever the browser's own language is. */
export const EditSplit = (props: Props) => {
  const { locale } = useSpeech();
  return (
    <I18nProvider locale={locale}>
      <Editor {...props} />
    </I18nProvider>
  );
};
