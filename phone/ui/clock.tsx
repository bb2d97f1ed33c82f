/** @jsxImportSource preact */
// The elapsed clock: repaints itself alone, once a second.
import { Component } from 'preact';
import { stopwatch } from '@/lib/core';
import { now } from '../state';

export class Elapsed extends Component<{ from: string; until: string | null }> {
  timer = 0;
  override componentDidMount() {
    this.timer = window.setInterval(() => this.forceUpdate(), 1000);
  }
  override componentWillUnmount() {
    clearInterval(this.timer);
  }
  render() {
    const end = this.props.until ? Date.parse(this.props.until) : now().getTime();
    return (
      <span class="elapsed" role="timer" aria-live="off">
        {stopwatch(end - Date.parse(this.props.from))}
      </span>
    );
  }
}
