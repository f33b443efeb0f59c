package org.stackbook.stamp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Writes a stamp the way a person would: like servers together, sizes as they were told, one line
 * for what fits one.
 */
final class StampWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Texts that YAML takes for a text without quotes. */
  private static final Pattern PLAIN =
      Pattern.compile("\\p{L}[\\p{L}\\p{N}_-]*(\\.\\.[\\p{L}\\p{N}_-]+)?|[0-9.]+ [A-Za-z]+");

  /** Words that YAML takes for something else than a text. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private StampWriter() {}

  static String json(Stamp stamp) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(tree(stamp)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }

  static String yaml(Stamp stamp) {
    StringBuilder text = new StringBuilder();
    block(tree(stamp), "", text);
    return text.toString();
  }

  private static ObjectNode tree(Stamp stamp) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put(StampFormat.FORMAT, StampFormat.VERSION);
    root.put(StampFormat.STAMP, stamp.name());
    root.put(StampFormat.BUILD, stamp.build().name());
    ArrayNode servers = root.putArray(StampFormat.SERVERS);
    for (List<Server> group : neighboursAlike(stamp.servers())) {
      server(group, servers.addObject());
    }
    stamp.lifecycleHost().ifPresent(host -> host(host, root.putObject(StampFormat.HOST)));
    if (!stamp.volumes().isEmpty()) {
      ArrayNode volumes = root.putArray(StampFormat.VOLUMES);
      for (Volume v : stamp.volumes()) {
        volumes
            .addObject()
            .put(StampFormat.NAME, v.name())
            .put(StampFormat.SIZE, v.size().exactText());
      }
    }
    return root;
  }

  /** Only neighbours are put together, so that the order of the servers is kept. */
  private static List<List<Server>> neighboursAlike(List<Server> servers) {
    List<List<Server>> groups = new ArrayList<>();
    for (Server s : servers) {
      Server first = groups.isEmpty() ? s : groups.get(groups.size() - 1).get(0);
      if (groups.isEmpty() || !first.isLike(s) || !first.isBeside(s)) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(s);
    }
    return groups;
  }

  private static void server(List<Server> group, ObjectNode to) {
    Server first = group.get(0);
    to.put(StampFormat.NAMES, Names.shorten(group.stream().map(Server::name).toList()));
    to.put(StampFormat.MEMORY, first.memory().exactText());
    to.put(StampFormat.CORES, first.cores());
    first
        .boot()
        .ifPresent(
            boot ->
                to.putObject(StampFormat.BOOT)
                    .put(StampFormat.MEDIA, boot.media().toString())
                    .put(StampFormat.SIZE, boot.size().exactText()));
    first.domain(FaultDomain.SITE).ifPresent(site -> to.put(StampFormat.SITE, site));
    first.domain(FaultDomain.RACK).ifPresent(rack -> to.put(StampFormat.RACK, rack));
    first.domain(FaultDomain.CHASSIS).ifPresent(chassis -> to.put(StampFormat.CHASSIS, chassis));
    if (first.driveTypes() > AzureStackRules.mostDriveTypes().integer()) {
      to.put(StampFormat.THREE_TYPES, true);
    }
    drives(StampFormat.CACHE, first.cacheDrives(), to);
    drives(StampFormat.CAPACITY, first.capacityDrives(), to);
  }

  private static void drives(String key, List<Drive> drives, ObjectNode to) {
    for (DriveGroup group : DriveGroup.of(drives)) {
      to.withArray(key)
          .addObject()
          .put(StampFormat.COUNT, group.count())
          .put(StampFormat.MEDIA, group.media().toString())
          .put(StampFormat.SIZE, group.size().exactText());
    }
  }

  private static void host(HardwareLifecycleHost host, ObjectNode to) {
    to.put(StampFormat.NAME, host.name());
    host.memory().ifPresent(memory -> to.put(StampFormat.MEMORY, memory.exactText()));
    host.cores().ifPresent(cores -> to.put(StampFormat.CORES, cores));
  }

  /** Keys on lines of their own; the items of a list of structs too. */
  private static void block(ObjectNode struct, String indent, StringBuilder text) {
    boolean first = true;
    for (Map.Entry<String, JsonNode> field : struct.properties()) {
      text.append(first ? "" : indent).append(field.getKey()).append(':');
      first = false;
      if (indent.isEmpty() && field.getValue() instanceof ArrayNode items) {
        text.append('\n');
        for (JsonNode item : items) {
          text.append("  - ");
          if (item instanceof ObjectNode inner && hasParts(inner)) {
            block(inner, "    ", text);
          } else {
            text.append(inLine(item)).append('\n');
          }
        }
      } else {
        text.append(' ').append(inLine(field.getValue())).append('\n');
      }
    }
  }

  private static boolean hasParts(ObjectNode struct) {
    return struct.properties().stream().anyMatch(field -> field.getValue().isContainerNode());
  }

  private static String inLine(JsonNode node) {
    if (node instanceof ObjectNode struct) {
      return struct.properties().stream()
          .map(field -> field.getKey() + ": " + inLine(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node instanceof ArrayNode items) {
      return StreamSupport.stream(items.spliterator(), false)
          .map(StampWriter::inLine)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    boolean plain =
        node.isNumber()
            || (PLAIN.matcher(node.asText()).matches()
                && !RESERVED.contains(node.asText().toLowerCase(Locale.ROOT)));
    // What JSON quotes, YAML reads the same.
    return plain ? node.asText() : node.toString();
  }
}
