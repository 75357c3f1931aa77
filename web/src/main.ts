// Starts the page, in place of what the server wrote for as long as this script was not there.
import { mount } from 'svelte';
import './styles/print.css';
import App from './App.svelte';
import { takeOver, whenSeen } from './lib/plain.svelte';

const target = document.getElementById('app');
if (target !== null) {
  whenSeen(target, () => {
    mount(App, { target });
    takeOver(target);
  });
}
