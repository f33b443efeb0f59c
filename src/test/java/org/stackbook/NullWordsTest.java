package org.stackbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.compute.MemoryOptions;
import org.stackbook.compute.VmPlacementOptions;
import org.stackbook.error.NullRefusal;
import org.stackbook.error.Refusal;
import org.stackbook.network.acl.AclOptions;
import org.stackbook.network.acl.Acls;
import org.stackbook.network.acl.RuleOptions;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.IpNetwork;
import org.stackbook.network.address.MacAddress;
import org.stackbook.network.gateway.ConnectionOptions;
import org.stackbook.network.gateway.GatewayOptions;
import org.stackbook.network.gateway.VpnGateway;
import org.stackbook.network.packet.Payload;
import org.stackbook.network.plan.AddressOptions;
import org.stackbook.network.plan.AddressPlan;
import org.stackbook.network.sdn.EstablishedFlows;
import org.stackbook.network.sdn.FloodOptions;
import org.stackbook.network.sdn.FlowTrace;
import org.stackbook.network.sdn.ProbeOptions;
import org.stackbook.network.sdn.SdnOptions;
import org.stackbook.network.sdn.SnatOptions;
import org.stackbook.network.sdn.SoftwareDefinedNetwork;
import org.stackbook.network.sdn.VipOptions;
import org.stackbook.network.sdn.VirtualNetworkOptions;
import org.stackbook.qos.CardOptions;
import org.stackbook.qos.QosOptions;
import org.stackbook.qos.TenantDemand;
import org.stackbook.stamp.HostBuilder;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.ServerBuilder;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampBuilder;
import org.stackbook.stamp.VmSizes;
import org.stackbook.storage.DurabilityOptions;
import org.stackbook.storage.HealthOptions;
import org.stackbook.storage.Placement;
import org.stackbook.storage.PlacementOptions;
import org.stackbook.storage.RepairOptions;
import org.stackbook.unit.Bandwidth;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.Showable;

/**
 * Every word refuses null by its name: those of the door, of what the door hands out, and of the
 * builders, found by reflection.
 */
@Tag("unit")
class NullWordsTest {

  private static final IntegratedSystem OSLO =
      Stackbook.stamp(
          "oslo",
          s ->
              s.build("1802")
                  .servers(
                      4,
                      n ->
                          n.memory(Bytes.parse("384 GB"))
                              .cores(40)
                              .cache(2, Media.NVME, Bytes.parse("1.6 TB"))
                              .capacity(4, Media.HDD, Bytes.parse("8 TB"))));
  private static final Placement PLACED = OSLO.storage().place(p -> p.fill(Ratio.percent(20)));

  private static final AddressPlan PLAN =
      OSLO.network()
          .addresses(
              p ->
                  p.bmc("10.0.0.0/26")
                      .privateNetwork("10.1.0.0/24")
                      .infrastructure("10.2.0.0/24")
                      .publicVip("203.0.113.0/24")
                      .switchInfrastructure("10.3.0.0/26"));

  private static final String VIP = "203.0.113.10:443";

  private static final SoftwareDefinedNetwork NET =
      OSLO.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));

  /** What of the networks has words; of a class, those that are static. */
  private static List<Object> ofTheNetwork() {
    EstablishedFlows flows = NET.established(10, VIP).fail("mux1");
    FlowTrace flow = NET.flow("198.51.100.7:50123", VIP);
    Acls acls = OSLO.network().acls(a -> a.nic("web1", "10.0.2.4").nic("web2", "10.0.2.5"));
    VpnGateway gateway = OSLO.network().gateway(g -> g.connection("paris", "Basic"));
    return List.of(
        NET,
        flows,
        flows.byHashing(),
        flow,
        flow.packets(),
        flow.capture(),
        NET.snat("203.0.113.10", s -> s.duration(new Timespan(1))),
        NET.snatRequests("203.0.113.10", s -> s.duration(new Timespan(1))),
        NET.probe("10.0.2.4", p -> {}),
        NET.secretRotation(),
        acls,
        acls.shadowed(),
        acls.reachability(Stackbook.tcp(443)),
        acls.canReach("web1", "web2", Stackbook.tcp(443)),
        gateway,
        gateway.room(),
        gateway.trace("paris"),
        OSLO.network().ipsec(),
        Endpoint.parse(VIP),
        IpNetwork.parse("10.0.0.0/24"),
        Payload.NONE,
        Payload.class,
        Endpoint.class,
        IpAddress.class,
        IpNetwork.class,
        MacAddress.class,
        built(SdnOptions.class, b -> OSLO.network(b)),
        built(
            VirtualNetworkOptions.class,
            b -> OSLO.network(n -> n.virtualNetwork("prod", "10.0.0.0/16", b))),
        built(VipOptions.class, b -> OSLO.network(n -> n.vip("203.0.113.10", b))),
        built(SnatOptions.class, b -> NET.snat("203.0.113.10", b)),
        built(
            FloodOptions.class,
            b ->
                NET.synFlood(
                    VIP,
                    f -> {
                      f.rate(1).connections(1);
                      b.accept(f);
                    })),
        built(ProbeOptions.class, b -> NET.probe("10.0.2.4", b)),
        built(AclOptions.class, b -> OSLO.network().acls(b)),
        built(RuleOptions.class, b -> OSLO.network().acls(a -> a.group("web", b))),
        built(GatewayOptions.class, b -> OSLO.network().gateway(b)),
        built(
            ConnectionOptions.class,
            b -> OSLO.network().gateway(g -> g.connection("paris", "Basic", b))));
  }

  /** Something to ask for every class that has words. */
  private static List<Object> askable() {
    Placement failed = PLACED.fail("n3");
    Bytes much = Bytes.parse("1 GiB");
    return List.of(
        OSLO,
        OSLO.stamp(),
        OSLO.stamp().servers().get(0),
        OSLO.storage(),
        OSLO.storage().capacity(),
        OSLO.storage().resiliencies(),
        PLACED,
        PLACED.losses(),
        PLACED.driveMap(),
        PLACED.locate("ObjStore_1", Bytes.ZERO, much),
        PLACED.optimize(),
        PLACED.durability(d -> d.trials(100)),
        failed.repair(),
        failed.health(),
        OSLO.compute(),
        OSLO.compute().memory(m -> m.vm("Standard_D2_v2", 1)),
        OSLO.compute().place(p -> p.vm("Standard_D2_v2", 1)),
        Stackbook.vmSizes("1802"),
        Stackbook.vmSize("Standard_D2_v2"),
        PLACED.why("fill"),
        failed.compareTo(PLACED),
        much,
        Timespan.YEAR,
        Stackbook.report("all"),
        built(PlacementOptions.class, b -> OSLO.storage().place(b)),
        built(RepairOptions.class, b -> failed.repair(b)),
        built(HealthOptions.class, b -> failed.health(b)),
        built(MemoryOptions.class, b -> OSLO.compute().memory(b)),
        built(VmPlacementOptions.class, b -> OSLO.compute().place(b)),
        built(DurabilityOptions.class, b -> PLACED.durability(b)),
        OSLO.qos(),
        OSLO.network(),
        PLAN,
        PLAN.network("BMC"),
        PLAN.addressOf("TOR1"),
        PLAN.find("10.0.0.1"),
        built(AddressOptions.class, b -> OSLO.network().addresses(b)),
        built(QosOptions.class, b -> OSLO.qos().run(b)),
        built(TenantDemand.class, b -> OSLO.qos().run(q -> q.tenant("sql", b))),
        built(CardOptions.class, b -> OSLO.qos().card(b)),
        built(StampBuilder.class, b -> Stackbook.stamp("x", b)),
        built(ServerBuilder.class, b -> Stackbook.stamp("x", s -> s.build("1802").servers(4, b))),
        built(HostBuilder.class, b -> Stackbook.stamp("x", s -> s.lifecycleHost(b))));
  }

  /** The builder that a description is told with. */
  private static <T> T built(Class<T> type, Consumer<Consumer<T>> describe) {
    AtomicReference<@Nullable T> builder = new AtomicReference<>();
    try {
      describe.accept(builder::set);
    } catch (Refusal e) {
      // a description that says nothing may be refused; the builder is there
    }
    return type.cast(Objects.requireNonNull(builder.get()));
  }

  /** Texts that must be more than a name for a word to get to its other values. */
  private static final Map<String, Object> TEXTS =
      Map.ofEntries(
          Map.entry("SoftwareDefinedNetwork.synFlood 0", VIP),
          Map.entry("SoftwareDefinedNetwork.datagram 0", "198.51.100.7:53"),
          Map.entry("SoftwareDefinedNetwork.flow 0", "198.51.100.7:50123"),
          Map.entry("SoftwareDefinedNetwork.snat 0", "203.0.113.10"),
          Map.entry("SoftwareDefinedNetwork.snatRequests 0", "203.0.113.10"),
          Map.entry("SdnOptions.vip 0", "203.0.113.11"),
          Map.entry("SdnOptions.virtualNetwork 1", "10.9.0.0/16"),
          Map.entry("VirtualNetworkOptions.nic 1", "10.0.2.4"),
          Map.entry("VirtualNetworkOptions.subnet 1", "10.0.2.0/24"),
          Map.entry("VipOptions.pool 1", new String[] {"10.0.2.4"}));

  /** A value that a parameter may have. */
  private static Object some(Method word, int position) {
    Object text = TEXTS.get(which(word, position));
    return text == null ? some(word.getParameters()[position]) : text;
  }

  private static String which(Method word, int position) {
    return word.getDeclaringClass().getSimpleName() + "." + word.getName() + " " + position;
  }

  private static Object some(Parameter parameter) {
    Class<?> type = parameter.getType();
    if (type == String[].class) {
      return new String[] {"n1", "n2", "n3"};
    }
    if (type == Showable[].class) {
      return new Showable[0];
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    Consumer<Object> nothing = each -> {};
    List<Object> values =
        List.of(
            "ObjStore_1",
            Bytes.parse("1 GiB"),
            Ratio.percent(10),
            Timespan.hours(8),
            Bandwidth.gigabits(10),
            new Iops(500),
            PLACED.why("fill"),
            Stackbook.workload("vdi", w -> w.requests(1).objects(1)),
            OSLO.stamp(),
            Stackbook.tcp(443),
            nothing,
            PLACED,
            1,
            1L,
            1.0,
            true);
    Class<?> wrapped =
        type.isPrimitive()
            ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
            : type;
    return values.stream()
        .filter(wrapped::isInstance)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no value for " + parameter));
  }

  private static boolean takesNoNull(Parameter parameter) {
    return !parameter.getType().isPrimitive()
        && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** Those of a stamp and of its VM sizes that are told what the user wrote. */
  private static boolean isForOtherRooms(Method word) {
    return (word.getDeclaringClass() == Stamp.class || word.getDeclaringClass() == VmSizes.class)
        && List.of(word.getParameterTypes()).equals(List.of(String.class, String.class));
  }

  private static void ask(
      @Nullable Object asked, Method word, int position, List<String> complaints) {
    @Nullable Object[] values = new Object[word.getParameterCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == position ? null : some(word, i);
    }
    String which = which(word, position);
    try {
      word.invoke(asked, values);
      complaints.add(which + " takes null");
    } catch (InvocationTargetException e) {
      Throwable told = NullRefusal.instead(Objects.requireNonNull(e.getCause()));
      if (!(told instanceof Refusal refusal)) {
        complaints.add(which + ": " + told);
      } else if (!refusal.given().contains(word.getName() + "(")) {
        complaints.add(which + ": " + refusal.getMessage());
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyWordThatGetsNullSaysSo() {
    List<String> complaints = new ArrayList<>();
    int asked = 0;
    List<@Nullable Object> all = new ArrayList<>(askable());
    all.addAll(ofTheNetwork());
    all.add(null);
    for (Object each : all) {
      boolean isStatic = each == null || each instanceof Class;
      Class<?> type =
          each == null
              ? Stackbook.class
              : each instanceof Class<?> itself ? itself : each.getClass();
      List<Method> words =
          Arrays.stream(type.getMethods())
              .filter(m -> m.getDeclaringClass().getName().startsWith("org.stackbook."))
              .filter(m -> Modifier.isStatic(m.getModifiers()) == isStatic)
              .filter(m -> !m.isBridge() && !m.getName().equals("equals"))
              .filter(m -> !isForOtherRooms(m))
              .sorted(Comparator.comparing(Method::toString))
              .toList();
      for (Method word : words) {
        for (int i = 0; i < word.getParameterCount(); i++) {
          if (takesNoNull(word.getParameters()[i])) {
            ask(each, word, i, complaints);
            asked++;
          }
        }
      }
    }
    assertEquals("", String.join("\n", complaints));
    assertTrue(asked > 60, "words found: " + asked);
  }
}
