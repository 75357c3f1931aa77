// Starts the page.
import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/plain.css';
import './styles/print.css';
import App from './App.svelte';

const target = document.getElementById('app');
// What the server wrote was for as long as this script was not there.
target?.replaceChildren();
if (target !== null) mount(App, { target });
