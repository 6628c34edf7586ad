"""`opis completion`: the script that lets the shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

EXAMPLES = """\b
Примеры:
  opis completion bash > ~/.local/share/bash-completion/completions/opis
  opis completion zsh > ~/.zfunc/_opis
  opis completion fish > ~/.config/fish/completions/opis.fish
"""


@click.command(options_metavar="[ПАРАМЕТРЫ]", epilog=EXAMPLES)
@click.argument("shell", metavar="ОБОЛОЧКА", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Напечатать сценарий дополнения команд для bash, zsh или fish."""
    maker = get_completion_class(shell)
    if maker is None:
        raise click.UsageError(f"click не умеет дополнять команды в {shell}.")
    script = maker(ctx.find_root().command, {}, "opis", "_OPIS_COMPLETE")
    # The class's own source() would first ask the version of this machine's bash.
    click.echo(script.source_template % script.source_vars())
