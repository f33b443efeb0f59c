package org.stackbook.docs;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Reads doc comments out of Java source. The source is parsed, not compiled: it needs no class
 * path.
 */
final class SourceDocs {

  private SourceDocs() {}

  /**
   * The public and protected members of public types in one file.
   *
   * @param source text of a {@code .java} file; what cannot be parsed in it is left out
   */
  static Map<String, MemberDoc> read(String source) throws IOException {
    Map<String, MemberDoc> found = new TreeMap<>();
    SourceParser.parse(source)
        .ifPresent(parsed -> new Reader(parsed.docs(), found).scan(parsed.unit(), null));
    return found;
  }

  private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final DocTrees docs;
    private final Map<String, MemberDoc> found;
    private final Deque<String> types = new ArrayDeque<>();
    private boolean inInterface;

    Reader(DocTrees docs, Map<String, MemberDoc> found) {
      this.docs = docs;
      this.found = found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (!isVisible(type.getModifiers())) {
        return null;
      }
      ExpressionTree packageName = getCurrentPath().getCompilationUnit().getPackageName();
      String outer = types.isEmpty() ? (packageName == null ? "" : packageName + "") : types.peek();
      String name =
          outer.isEmpty() ? type.getSimpleName() + "" : outer + "." + type.getSimpleName();
      put(new MemberKey(name), List.of());
      boolean before = inInterface;
      inInterface =
          type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
      types.push(name);
      super.visitClass(type, null);
      types.pop();
      inInterface = before;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      if (isVisible(method.getModifiers()) && !types.isEmpty()) {
        List<String> parameterTypes =
            method.getParameters().stream().map(p -> simpleName(p.getType())).toList();
        put(
            MemberKey.of(types.peek(), method.getName().toString(), parameterTypes),
            method.getParameters().stream().map(p -> p.getName().toString()).toList());
      }
      return null; // what stands inside of a method is nobody's API
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
      if (isVisible(field.getModifiers()) && !types.isEmpty()) {
        put(MemberKey.of(types.peek(), field.getName().toString()), List.of());
      }
      return null;
    }

    private boolean isVisible(ModifiersTree modifiers) {
      return inInterface
          || modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED);
    }

    private void put(MemberKey key, List<String> parameters) {
      TreePath path = getCurrentPath();
      String comment = docs.getDocComment(path);
      if (comment != null || !parameters.isEmpty()) {
        found.put(key.text(), new MemberDoc(parameters, comment == null ? "" : comment));
      }
    }

    private static String simpleName(Tree type) {
      if (type instanceof AnnotatedTypeTree annotated) {
        return simpleName(annotated.getUnderlyingType());
      }
      if (type instanceof ParameterizedTypeTree generic) {
        return simpleName(generic.getType());
      }
      if (type instanceof ArrayTypeTree array) {
        return simpleName(array.getType()) + "[]";
      }
      if (type instanceof MemberSelectTree qualified) {
        return qualified.getIdentifier().toString();
      }
      return type instanceof IdentifierTree name ? name.getName().toString() : type.toString();
    }
  }
}
