package org.stackbook.session;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

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

  private static final String BEFORE = "class C { Object m() throws Throwable { ";
  private static final String AFTER = "\n} }";

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
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("-proc:none");
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, ignored -> {}, options, null, List.of(new Wrapped(snippet)));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      Finder finder = new Finder(unit, Trees.instance(task).getSourcePositions());
      finder.scan(unit, null);
      return finder.at < 0 ? OptionalInt.empty() : OptionalInt.of(finder.at - BEFORE.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Finder extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private int at = -1;
    private int classes;

    Finder(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree node, @Nullable Void none) {
      if (at < 0) {
        at = (int) positions.getStartPosition(unit, node);
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

  private static final class Wrapped extends SimpleJavaFileObject {
    private final String code;

    Wrapped(String snippet) {
      super(URI.create("string:///C.java"), JavaFileObject.Kind.SOURCE);
      this.code = BEFORE + snippet + AFTER;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
