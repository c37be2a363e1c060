// One account, in a dialog: each rule is said beside its field once something is typed there, in the API's own words.

import { useState, type ReactNode } from 'react';
import {
  Button,
  Dialog,
  FieldError,
  Form,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  NumberField,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from 'react-aria-components';
import { maxAmountCents, wholeBasisPoints } from '../../../shared/domain/allocation.ts';
import { useBankName } from '../shown/bank-name.tsx';
import { useSpeech } from '../words/words.ts';
import { CheckPicture } from './check-picture.tsx';
import { findingsAt, findingsOf, isConfirmable, type DraftItem, type ShareKind } from './draft.ts';

type Props = {
  readonly item: DraftItem;
  /** There is no other account. */
  readonly isOnly: boolean;
  /** Undefined: nothing is taken over. */
  readonly onClose: (item: DraftItem | undefined) => void;
};

type FieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly isNumeric?: boolean;
  readonly isFocusedFirst?: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
};

const Field = ({ label, hint, value, isNumeric, isFocusedFirst, error, onChange, onBlur }: FieldProps) => (
  <TextField
    className="field"
    value={value}
    isInvalid={error !== undefined}
    validationBehavior="aria"
    autoComplete="off"
    autoFocus={isFocusedFirst === true}
    onChange={onChange}
    onBlur={onBlur}
  >
    <Label>{label}</Label>
    <Input spellCheck="false" inputMode={isNumeric === true ? 'numeric' : 'text'} />
    {hint === undefined ? null : (
      <Text slot="description" elementType="small">
        {hint}
      </Text>
    )}
    <FieldError className="finding">{error}</FieldError>
  </TextField>
);

type ShareFieldProps = {
  readonly label: string;
  /** So many of the value's units are one of what is shown: cents of a dollar, basis points of the whole. */
  readonly wholes: number;
  readonly most: number;
  readonly format: Intl.NumberFormatOptions;
  readonly value: number | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly onBlur: () => void;
};

const ShareField = ({ label, wholes, most, format, value, error, onChange, onBlur }: ShareFieldProps) => (
  <NumberField
    className="field"
    minValue={1 / wholes}
    maxValue={most / wholes}
    step={1 / wholes}
    formatOptions={format}
    isInvalid={error !== undefined}
    validationBehavior="aria"
    value={value === undefined ? Number.NaN : value / wholes}
    onChange={(shown) => onChange(Number.isNaN(shown) ? undefined : Math.round(shown * wholes))}
    onBlur={onBlur}
  >
    <Label>{label}</Label>
    <Input />
    <FieldError className="finding">{error}</FieldError>
  </NumberField>
);

const Choice = <T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
}): ReactNode => (
  <RadioGroup
    className="field"
    value={props.value}
    onChange={(value) => {
      const chosen = props.options.find(([name]) => name === value);
      if (chosen !== undefined) props.onChange(chosen[0]);
    }}
  >
    <Label>{props.label}</Label>
    {props.options.map(([name, words]) => (
      <Radio key={name} value={name}>
        {words}
      </Radio>
    ))}
  </RadioGroup>
);

/** Fields that are judged together: a rule that compares two is said when the second was left. */
const members = ['nickname', 'routingNumber', 'accountNumber', 'accountNumberConfirm', 'allocation'] as const;
type Member = (typeof members)[number];

export const AccountForm = ({ item, isOnly, onClose }: Props) => {
  const speech = useSpeech();
  const { words } = speech;
  const [edited, setEdited] = useState(item);
  const [left, setLeft] = useState<ReadonlySet<Member>>(new Set());
  const isStored = item.id !== undefined;
  const bankName = useBankName(edited.routingNumber);

  // Alone in its set: whatever is wrong with the set is said where the set is.
  const stored = item.id === undefined ? [] : [{ id: item.id, accountNumberMask: item.mask ?? '' }];
  const findings = findingsAt(findingsOf({ items: [edited], confirm: [] }, stored, 1), 0).filter(
    (found) => found.rule !== 'splits.remainder' && !isConfirmable(found),
  );
  const errorOf = (member: Member): string | undefined => {
    const found = findings.find((one) => one.member === member || one.member.startsWith(`${member}/`));
    return found === undefined || !left.has(member) ? undefined : speech.rule(found);
  };
  const leave = (member: Member) => (): void => setLeft(new Set([...left, member]));
  const set = (values: Partial<DraftItem>): void => setEdited({ ...edited, ...values });

  const kinds: readonly ShareKind[] = isOnly ? ['remainder'] : ['fixed', 'percentage', 'remainder'];
  return (
    <ModalOverlay isOpen isDismissable className="overlay" onOpenChange={() => onClose(undefined)}>
      <Modal className="modal">
        <Dialog>
          <Form
            onSubmit={(event) => {
              event.preventDefault();
              setLeft(new Set(members));
              if (findings.length === 0) onClose(edited);
            }}
          >
            <Heading slot="title">{isStored ? words.form.changeHeading : words.form.addHeading}</Heading>
            <Choice
              label={words.form.type}
              value={edited.accountType}
              options={[
                ['checking', words.account.checking],
                ['savings', words.account.savings],
              ]}
              onChange={(accountType) => set({ accountType })}
            />
            <CheckPicture label={words.form.check} />
            <Field
              label={words.routing}
              hint={bankName ?? words.form.routingHint}
              value={edited.routingNumber}
              isNumeric
              isFocusedFirst
              error={errorOf('routingNumber')}
              onChange={(routingNumber) => set({ routingNumber })}
              onBlur={leave('routingNumber')}
            />
            <Field
              label={words.form.accountNumber}
              hint={item.mask === undefined ? words.form.accountNumberHint : words.form.keeps(item.mask)}
              value={edited.accountNumber}
              isNumeric
              error={errorOf('accountNumber')}
              onChange={(accountNumber) => set({ accountNumber })}
              onBlur={leave('accountNumber')}
            />
            <Field
              label={words.form.again}
              value={edited.accountNumberConfirm}
              isNumeric
              error={errorOf('accountNumberConfirm')}
              onChange={(accountNumberConfirm) => set({ accountNumberConfirm })}
              onBlur={leave('accountNumberConfirm')}
            />
            <Choice
              label={words.form.shareKind}
              value={edited.kind}
              options={kinds.map((kind) => [kind, words.form.kinds[kind]] as const)}
              onChange={(kind) => set({ kind })}
            />
            {edited.kind === 'fixed' ? (
              <ShareField
                label={words.form.amount}
                wholes={100}
                most={maxAmountCents}
                format={{ style: 'currency', currency: 'USD' }}
                value={edited.amountCents}
                error={errorOf('allocation')}
                onChange={(amountCents) => set({ amountCents })}
                onBlur={leave('allocation')}
              />
            ) : null}
            {edited.kind === 'percentage' ? (
              <>
                <ShareField
                  label={words.form.percentage}
                  wholes={wholeBasisPoints}
                  most={wholeBasisPoints}
                  format={{ style: 'percent', maximumFractionDigits: 2 }}
                  value={edited.basisPoints}
                  error={errorOf('allocation')}
                  onChange={(basisPoints) => set({ basisPoints })}
                  onBlur={leave('allocation')}
                />
                <Choice
                  label={words.form.basis}
                  value={edited.basis}
                  options={[
                    ['net', words.form.bases.net],
                    ['remaining', words.form.bases.remaining],
                  ]}
                  onChange={(basis) => set({ basis })}
                />
              </>
            ) : null}
            <Field
              label={words.form.nickname}
              value={edited.nickname}
              error={errorOf('nickname')}
              onChange={(nickname) => set({ nickname })}
              onBlur={leave('nickname')}
            />
            <p className="actions">
              <Button type="submit" className="main">
                {words.form.ok}
              </Button>
              <Button onPress={() => onClose(undefined)}>{words.form.cancel}</Button>
            </p>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
};
