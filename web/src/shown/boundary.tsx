// What is there instead of a part that could not be shown, such as one that could not be loaded: a way on, in place of an empty page.

import { Component, type ReactNode } from 'react';
import { useSpeech } from '../words/words.ts';
import { Trouble } from './trouble.tsx';

type Props = { readonly children: ReactNode };
type State = { readonly error: Error | undefined };

/** A part that failed to load is not asked for again by this document; a draft outlives the reload. */
const WayOn = ({ error }: { error: Error }) => (
  <>
    <h1>{useSpeech().words.title}</h1>
    <Trouble error={error} onAgain={() => location.reload()} />
  </>
);

export class Boundary extends Component<Props, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error('unknown') };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? this.props.children : <WayOn error={error} />;
  }
}
