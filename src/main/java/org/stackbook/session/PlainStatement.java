package org.stackbook.session;

import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.StatementParser.Parsed;

/** Tells the statements that mean the same in a block with others as by themselves. */
final class PlainStatement {

  private static final Set<Tree.Kind> KINDS =
      EnumSet.of(
          Tree.Kind.BLOCK,
          Tree.Kind.DO_WHILE_LOOP,
          Tree.Kind.ENHANCED_FOR_LOOP,
          Tree.Kind.EXPRESSION_STATEMENT,
          Tree.Kind.FOR_LOOP,
          Tree.Kind.IF,
          Tree.Kind.LABELED_STATEMENT,
          Tree.Kind.SWITCH,
          Tree.Kind.SYNCHRONIZED,
          Tree.Kind.THROW,
          Tree.Kind.TRY,
          Tree.Kind.WHILE_LOOP);

  private PlainStatement() {}

  static boolean is(Parsed snippet) {
    return snippet.errors().isEmpty()
        && snippet.statements().size() == 1
        && KINDS.contains(snippet.statements().get(0).getKind())
        && TopLevelReturn.find(snippet.unit()) == null
        && !Boolean.TRUE.equals(new Patterns().scan(snippet.unit(), null));
  }

  /** Patterns of {@code instanceof} may declare names for the statements that follow. */
  private static final class Patterns extends TreeScanner<@Nullable Boolean, @Nullable Void> {

    @Override
    public @Nullable Boolean visitInstanceOf(InstanceOfTree node, @Nullable Void none) {
      return node.getPattern() != null ? Boolean.TRUE : super.visitInstanceOf(node, null);
    }

    @Override
    public @Nullable Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
      return Boolean.TRUE.equals(one) ? one : other;
    }
  }
}
