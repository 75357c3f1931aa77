// Svelte in runes mode everywhere.
export default { compilerOptions: { runes: true } };
