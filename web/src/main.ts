// Starts the page, in place of what the server wrote for as long as this script was not there.
import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/plain.css';
import './styles/print.css';
import App from './App.svelte';
import { takeOver } from './lib/plain.svelte';

const target = document.getElementById('app');
if (target !== null) {
  mount(App, { target });
  takeOver(target);
}
