package org.stackbook.session;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.StatementParser.Parsed;

/**
 * Finds a {@code return} that belongs to no method. JShell takes it, because the code of a snippet
 * becomes a method of its own, and drops what it gives back.
 */
final class TopLevelReturn {

  private static final Pattern WORD = Pattern.compile("\\breturn\\b");

  /** How a statement that may hold one begins; parsing the others would be for nothing. */
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\{|(return|if|for|while|do|switch|try|synchronized)\\b|[\\p{L}_$][\\w$]*\\s*:");

  private TopLevelReturn() {}

  /**
   * Where in a snippet such a return stands, if it holds one.
   *
   * @param snippet from the first letter of its code on
   */
  static OptionalInt find(String snippet) {
    return STATEMENT.matcher(snippet).lookingAt() && WORD.matcher(snippet).find()
        ? parse(snippet)
        : OptionalInt.empty();
  }

  private static OptionalInt parse(String snippet) {
    Parsed parsed = StatementParser.parse(List.of(snippet)).get(0);
    ReturnTree found = find(parsed.unit());
    return found == null ? OptionalInt.empty() : OptionalInt.of(parsed.start(found));
  }

  /** The first one outside of the methods and lambdas of a parsed snippet. */
  static @Nullable ReturnTree find(CompilationUnitTree snippet) {
    Finder finder = new Finder();
    finder.scan(snippet, null);
    return finder.found;
  }

  private static final class Finder extends TreeScanner<@Nullable Void, @Nullable Void> {
    private @Nullable ReturnTree found;
    private int classes;

    @Override
    public @Nullable Void visitReturn(ReturnTree node, @Nullable Void none) {
      if (found == null) {
        found = node;
      }
      return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree node, @Nullable Void none) {
      return classes++ == 0 ? super.visitClass(node, null) : null;
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree node, @Nullable Void none) {
      return null;
    }
  }
}
