package org.stackbook.session.magic;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.stackbook.error.Refusal;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads POMs, and parts of them, that nobody has looked at: no entities, no more than a size. */
final class PomText {

  private static final int LIMIT = 1 << 20;

  /** Elements of a POM that may stand alone in a cell, for what they are a list of. */
  private static final List<String> LISTED = List.of("dependency", "repository");

  /** Elements of a POM that may stand in a cell as they are. */
  private static final List<String> WHOLE =
      List.of("dependencies", "repositories", "dependencyManagement", "properties", "parent");

  private PomText() {}

  /**
   * @throws Refusal if a file is not a POM that may be read
   */
  static void check(String given, Path file) throws IOException {
    if (Files.size(file) > LIMIT) {
      throw tooLarge(given);
    }
    parse(given, Files.readString(file), "project", 0);
  }

  /**
   * A whole POM for what stands in a cell: a POM, or its {@code dependency}, {@code repository} and
   * the like in any order.
   *
   * @throws Refusal if it is neither
   */
  static String project(String given, String text) {
    if (text.length() > LIMIT) {
      throw tooLarge(given);
    }
    String start = text.stripLeading();
    if (start.startsWith("<?xml") || start.startsWith("<project")) {
      parse(given, start, "project", lines(text) - lines(start) + 1);
      return start;
    }
    Document parts = parse(given, "<parts>" + text + "</parts>", "parts", 1);
    Document project = builder(given).newDocument();
    Element root = child(project, project, "project");
    child(project, root, "modelVersion").setTextContent("4.0.0");
    child(project, root, "groupId").setTextContent("org.stackbook");
    child(project, root, "artifactId").setTextContent("cell");
    child(project, root, "version").setTextContent("1");
    for (Node part = parts.getDocumentElement().getFirstChild();
        part != null;
        part = part.getNextSibling()) {
      if (part instanceof Element element) {
        add(given, project, root, element);
      }
    }
    return text(given, project);
  }

  private static void add(String given, Document project, Element root, Element part) {
    String name = part.getTagName();
    if (LISTED.contains(name)) {
      String list = name.equals("dependency") ? "dependencies" : "repositories";
      list(project, root, list).appendChild(project.importNode(part, true));
    } else if (WHOLE.contains(name)) {
      Element list = list(project, root, name);
      for (Node each = part.getFirstChild(); each != null; each = each.getNextSibling()) {
        list.appendChild(project.importNode(each, true));
      }
    } else {
      List<String> names = java.util.stream.Stream.concat(LISTED.stream(), WHOLE.stream()).toList();
      throw Refusal.of(given + " <" + name + ">", "it takes " + String.join(", ", names))
          .nearest(name, names)
          .wayOut("put a whole <project> here, or only these parts of one")
          .asException();
    }
  }

  private static Element list(Document project, Element root, String name) {
    for (Node each = root.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    return child(project, root, name);
  }

  private static Element child(Document document, Node parent, String name) {
    Element element = document.createElement(name);
    parent.appendChild(element);
    return element;
  }

  private static Document parse(String given, String xml, String root, int linesBefore) {
    try {
      DocumentBuilder builder = builder(given);
      builder.setErrorHandler(new DefaultHandler()); // the default one prints
      Document document = builder.parse(new InputSource(new StringReader(xml)));
      String found = document.getDocumentElement().getTagName();
      if (!found.equals(root)) {
        throw Refusal.of(given + " <" + found + ">", "a POM is a <project>").asException();
      }
      return document;
    } catch (SAXParseException e) {
      String place = "line " + (e.getLineNumber() + linesBefore);
      throw Refusal.of(given, "the POM is broken: " + reason(e))
          .place(place)
          .cause(e)
          .asException();
    } catch (SAXException | IOException | StackOverflowError e) {
      throw Refusal.of(given, "the POM cannot be read: " + e.getMessage()).cause(e).asException();
    }
  }

  private static String reason(SAXParseException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("DOCTYPE")
        ? "it has a DOCTYPE, which a POM may not have"
        : message.replace("</parts>", "the end of the cell").replaceFirst("\\.$", "");
  }

  private static DocumentBuilder builder(String given) {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      return factory.newDocumentBuilder();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(given, e);
    }
  }

  private static String text(String given, Document document) {
    try {
      TransformerFactory factory = TransformerFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Transformer transformer = factory.newTransformer();
      transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(text));
      return text.toString();
    } catch (TransformerException | StackOverflowError e) {
      throw Refusal.of(given, "the POM cannot be read: " + e.getMessage()).cause(e).asException();
    }
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  private static Refusal tooLarge(String given) {
    return Refusal.of(given, "the POM is larger than 1 MiB").asException();
  }
}
