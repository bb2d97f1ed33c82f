/** @jsxImportSource preact */
// A button for what must not happen by accident: hold it, or press it and press once more (keyboard, switch,
// screen reader).
import { Component, type ComponentChildren } from 'preact';
import { t } from '../words';

interface Props {
  class?: string;
  children: ComponentChildren;
  onConfirm(): void;
}

const HOLD_MS = 800;
const ARMED_MS = 10_000;

export class Hold extends Component<Props, { armed: boolean; held: boolean }> {
  override state = { armed: false, held: false };
  timer = 0;
  done = false;
  wait(ms: number, work: () => void) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(work, ms);
  }
  confirm() {
    clearTimeout(this.timer);
    this.setState({ armed: false, held: false });
    this.props.onConfirm();
  }
  down = () => {
    this.done = false;
    this.setState({ held: true });
    this.wait(HOLD_MS, () => {
      this.done = true;
      navigator.vibrate?.(30);
      this.confirm();
    });
  };
  up = () => {
    clearTimeout(this.timer);
    this.setState({ held: false });
  };
  click = () => {
    // The click that ends a completed hold is not a second press.
    if (this.done) {
      this.done = false;
      return;
    }
    if (this.state.armed) return this.confirm();
    this.setState({ armed: true, held: false });
    this.wait(ARMED_MS, () => this.setState({ armed: false }));
  };
  override componentWillUnmount() {
    clearTimeout(this.timer);
  }
  render({ children, class: look = 'primary' }: Props, { armed, held }: { armed: boolean; held: boolean }) {
    return (
      <button
        type="button"
        class={['button hold', look, held && 'held', armed && 'armed'].filter(Boolean).join(' ')}
        onPointerDown={this.down}
        onPointerUp={this.up}
        onPointerLeave={this.up}
        onPointerCancel={this.up}
        onContextMenu={(event) => event.preventDefault()}
        onClick={this.click}
      >
        <span>{children}</span>
        <small>{t(armed ? 'pressAgain' : 'holdHint')}</small>
      </button>
    );
  }
}
