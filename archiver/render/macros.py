"""Lets a template change single macros of the template that it extends.

Jinja runs the code of a template before that of the template which it extends, so that a macro of the latter would
replace one of equal name. Here the first one stays: `macros.html` of a theme may extend `!default/macros.html` and
define one macro, which then all other macros of the extended template call, too.
"""

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class OverridableMacros(CodeGenerator):
    """Generates code that defines a macro only if no template that extends this one has defined it."""

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:
        """Generate the definition of the macro `node`, in the scope `frame`."""
        if not frame.toplevel or node.name.startswith("_"):
            super().visit_Macro(node, frame)
            return
        name = repr(node.name)
        # The context is that of the page's template, or of the one that is imported; imported macros are not exported.
        self.writeline(
            f"if context.name != {self.name!r} and {name} in context.exported_vars"
            f" and type(context.vars[{name}]) is Macro:"
        )
        self.indent()
        self.writeline(f"{frame.symbols.ref(node.name)} = context.vars[{name}]")
        self.outdent()
        self.writeline("else:")
        self.indent()
        super().visit_Macro(node, frame)
        self.outdent()
