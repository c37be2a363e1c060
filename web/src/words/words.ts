// Everything that the page says, in each language that it speaks. The rules' own sentences in English are the API's (shared/domain/rule.ts).

import { createContext, use } from 'react';
import type { DirectDeposit } from '../api/schema.d.ts';
import type { RuleName } from '../../../shared/domain/rule.ts';
import type { Words } from './en.ts';

export type { Words } from './en.ts';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

export type Speech = {
  readonly language: Language;
  /** BCP 47: how numbers and days are written. */
  readonly locale: string;
  readonly words: Words;
  readonly money: (cents: number) => string;
  readonly percent: (basisPoints: number) => string;
  readonly day: (isoDate: string) => string;
  readonly moment: (isoTimestamp: string) => string;
  /** What an account's state means. */
  readonly state: (item: DirectDeposit) => string;
  /** What a broken rule says; `message` is the API's, in English. */
  readonly rule: (found: { readonly rule: string; readonly message: string }) => string;
};

/** Pay is in dollars, and dollars are written and typed in both languages as in the United States. */
const locales: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US' };

export const toSpeech = (language: Language, words: Words): Speech => {
  const locale = locales[language];
  const moneyFormat = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  const percentFormat = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const momentFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const day = (isoDate: string): string => dayFormat.format(new Date(`${isoDate}T00:00:00Z`));
  return {
    language,
    locale,
    words,
    money: (cents) => moneyFormat.format(cents / 100),
    percent: (basisPoints) => percentFormat.format(basisPoints / 10_000),
    day,
    moment: (isoTimestamp) => momentFormat.format(new Date(isoTimestamp)),
    state: (item) => words.explain?.(item, day) ?? item.explanation.message,
    rule: ({ rule, message }) => words.rules[rule as RuleName] ?? message,
  };
};

/** The browser's first language that the page speaks. */
export const preferredLanguage = (): Language => {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.flatMap((tag) => languages.find((language) => language === tag) ?? [])[0] ?? 'en';
};

export const SpeechContext = createContext<Speech | undefined>(undefined);

/** The name of whose pay it is, where it is not that of the one who reads. */
export const WhoseContext = createContext<string | undefined>(undefined);

export const useWhose = (): ReturnType<Words['whose']> => useSpeech().words.whose(use(WhoseContext));

export const useSpeech = (): Speech => {
  const speech = use(SpeechContext);
  if (speech === undefined) throw new TypeError('Nothing is said outside the page');
  return speech;
};
