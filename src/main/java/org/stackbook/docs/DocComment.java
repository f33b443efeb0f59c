package org.stackbook.docs;

import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A doc comment, taken apart.
 *
 * @param body what it says before the first block tag
 * @param deprecated why it should not be used, if it should not
 * @param parameters name to meaning, in order; type parameters in angle brackets
 * @param returns what is given back
 * @param failures exception to condition, in order
 */
record DocComment(
    Prose body,
    Optional<Prose> deprecated,
    Map<String, Prose> parameters,
    Optional<Prose> returns,
    List<Failure> failures) {

  /** An exception and when it is thrown. */
  record Failure(String exception, Prose condition) {}

  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("nbsp", "\u00a0"),
          Map.entry("mdash", "—"),
          Map.entry("ndash", "–"),
          Map.entry("hellip", "…"),
          Map.entry("times", "×"),
          Map.entry("le", "≤"),
          Map.entry("ge", "≥"),
          Map.entry("copy", "©"),
          Map.entry("reg", "®"));

  /** Reads a comment without its frame. What cannot be read stays as text. */
  static DocComment parse(String comment) {
    DocCommentTree tree = null;
    try {
      tree = tree(comment);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // shown as it is, below
    }
    if (tree == null) {
      Prose plain = new Prose();
      plain.text(comment);
      return new DocComment(plain, Optional.empty(), Map.of(), Optional.empty(), List.of());
    }
    Optional<Prose> deprecated = Optional.empty();
    Optional<Prose> returns = Optional.empty();
    Map<String, Prose> parameters = new LinkedHashMap<>();
    List<Failure> failures = new ArrayList<>();
    for (DocTree tag : tree.getBlockTags()) {
      if (tag instanceof ParamTree param) {
        String name = param.getName().toString();
        parameters.put(
            param.isTypeParameter() ? "<" + name + ">" : name, prose(param.getDescription()));
      } else if (tag instanceof ReturnTree returned) {
        returns = Optional.of(prose(returned.getDescription()));
      } else if (tag instanceof ThrowsTree thrown) {
        failures.add(
            new Failure(thrown.getExceptionName().toString(), prose(thrown.getDescription())));
      } else if (tag instanceof DeprecatedTree reason) {
        deprecated = Optional.of(prose(reason.getBody()));
      }
    }
    return new DocComment(prose(tree.getFullBody()), deprecated, parameters, returns, failures);
  }

  private static @Nullable DocCommentTree tree(String comment) throws IOException {
    if (comment.contains("*/")) {
      return null;
    }
    // Back into its frame: the compiler reads doc comments only where they stand in source.
    String source = "/**\n" + comment.replaceAll("(?m)^", " *") + "\n */ class Documented {}";
    return SourceParser.parse(source).map(DocComment::ofFirstType).orElse(null);
  }

  private static DocCommentTree ofFirstType(SourceParser.Parsed parsed) {
    TreePath file = new TreePath(parsed.unit());
    return parsed.docs().getDocCommentTree(new TreePath(file, parsed.unit().getTypeDecls().get(0)));
  }

  private static Prose prose(List<? extends DocTree> trees) {
    Prose prose = new Prose();
    trees.forEach(tree -> add(tree, prose));
    return prose;
  }

  private static void add(DocTree tree, Prose to) {
    if (tree instanceof TextTree text) {
      to.text(text.getBody());
    } else if (tree instanceof LiteralTree literal) {
      if (literal.getKind() == DocTree.Kind.CODE) {
        to.code(literal.getBody().getBody());
      } else {
        to.text(literal.getBody().getBody());
      }
    } else if (tree instanceof LinkTree link) {
      if (link.getLabel().isEmpty()) {
        to.code(reference(link.getReference().toString()));
      } else {
        link.getLabel().forEach(part -> add(part, to));
      }
    } else if (tree instanceof ValueTree value) {
      to.code(value.getReference() == null ? "" : reference(value.getReference().toString()));
    } else if (tree instanceof EntityTree entity) {
      to.text(entity(entity.getName().toString()));
    } else if (tree instanceof StartElementTree element) {
      to.open(element.getName().toString().toLowerCase(Locale.ROOT));
    } else if (tree instanceof EndElementTree element) {
      to.close(element.getName().toString().toLowerCase(Locale.ROOT));
    } else if (tree instanceof SummaryTree summary) {
      summary.getSummary().forEach(part -> add(part, to));
    } else if (tree instanceof IndexTree index) {
      add(index.getSearchTerm(), to);
    } else if (tree instanceof ReturnTree returned) {
      to.text("Returns ");
      returned.getDescription().forEach(part -> add(part, to));
    } else if (tree instanceof ErroneousTree broken) {
      to.text(broken.getBody());
    } else if (tree.getKind().name().equals("SNIPPET")) { // not in the API of JDK 17
      to.open("pre");
      to.code(
          tree.toString().replaceFirst("(?s)^\\{@snippet[^:]*:\\R?", "").replaceFirst("}$", ""));
      to.close("pre");
    }
  }

  private static String reference(String to) {
    return to.startsWith("#") ? to.substring(1) : to.replace('#', '.');
  }

  private static String entity(String name) {
    if (name.startsWith("#")) {
      try {
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        int point =
            hex
                ? Integer.parseInt(name.substring(2), 16)
                : Integer.parseInt(name, 1, name.length(), 10);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "";
      } catch (NumberFormatException e) {
        return "";
      }
    }
    return ENTITIES.getOrDefault(name, "&" + name + ";");
  }
}
