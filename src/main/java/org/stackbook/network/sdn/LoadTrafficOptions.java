package org.stackbook.network.sdn;

import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.packet.Encapsulation;
import org.stackbook.network.packet.Mtu;
import org.stackbook.unit.Bandwidth;

/**
 * How much is sent, each way, in IPv4 packets as the card of the VM sees them. Acknowledgements
 * count: those of answers are among the requests.
 */
public final class LoadTrafficOptions {

  /** An IPv4 header and that of UDP. */
  private static final int LEAST_PACKET = 28;

  private static final int MOST_FLOWS = 100_000;
  private static final Bandwidth MOST = Bandwidth.gigabits(1e6);

  private final Once<Bandwidth> requests = new Once<>("requests");
  private final Once<Bandwidth> answers = new Once<>("answers");
  private final Once<Integer> requestPacket = new Once<>("requestPacket");
  private final Once<Integer> answerPacket = new Once<>("answerPacket");
  private final Once<Integer> flows = new Once<>("flows");

  LoadTrafficOptions() {}

  /**
   * What all flows together send to who is asked.
   *
   * @param rate of IPv4 packets, without what encapsulation adds, a million Gb/s at most
   * @throws Refusal if it is more, or was said already
   */
  public LoadTrafficOptions requests(Bandwidth rate) {
    requests.set(carried("requests", rate), rate.toString());
    return this;
  }

  /**
   * What all flows together get back; nothing if this is not said.
   *
   * @param rate of IPv4 packets, without what encapsulation adds, a million Gb/s at most
   * @throws Refusal if it is more, or was said already
   */
  public LoadTrafficOptions answers(Bandwidth rate) {
    answers.set(carried("answers", rate), rate.toString());
    return this;
  }

  private static Bandwidth carried(String word, Bandwidth rate) {
    if (rate.bitsPerSecond() > MOST.bitsPerSecond()) {
      throw Refusal.of(word + "(" + rate + ")", "a million Gb/s at most are looked at")
          .wayOut("say a smaller rate, such as gbps(2)")
          .asException();
    }
    return rate;
  }

  /**
   * The size of the packets of requests.
   *
   * @param bytes of an IPv4 packet, header and all, 28 to what the fabric takes in VXLAN
   * @throws Refusal if it is out of range, or was said already
   */
  public LoadTrafficOptions requestPacket(int bytes) {
    requestPacket.set(size("requestPacket", bytes), String.valueOf(bytes));
    return this;
  }

  /**
   * The size of the packets of answers.
   *
   * @param bytes of an IPv4 packet, header and all, 28 to what the fabric takes in VXLAN
   * @throws Refusal if it is out of range, or was said already
   */
  public LoadTrafficOptions answerPacket(int bytes) {
    answerPacket.set(size("answerPacket", bytes), String.valueOf(bytes));
    return this;
  }

  private static int size(String word, int bytes) {
    int most = Mtu.ofFabric().bytes() - Encapsulation.VXLAN.overhead();
    if (bytes < LEAST_PACKET || bytes > most) {
      throw Refusal.of(
              word + "(" + bytes + ")",
              "a packet is " + LEAST_PACKET + " to " + most + " bytes, to fit into VXLAN")
          .wayOut("ask goodput() what larger ones cost")
          .asException();
    }
    return bytes;
  }

  /**
   * How many flows it is, all alike.
   *
   * @param count 1 to 100,000
   * @throws Refusal if it is out of range, or was said already
   */
  public LoadTrafficOptions flows(int count) {
    if (count < 1 || count > MOST_FLOWS) {
      throw Refusal.of("flows(" + count + ")", "1 to 100,000 flows are followed")
          .wayOut("say a number in that range")
          .asException();
    }
    flows.set(count, String.valueOf(count));
    return this;
  }

  boolean isSilent() {
    return requests.get().isEmpty() && answers.get().isEmpty();
  }

  Figure<Bandwidth> rate(String name, boolean answer) {
    Optional<Bandwidth> said = (answer ? answers : requests).get();
    String word = answer ? "answers(…)" : "requests(…)";
    return Figure.given(
        name, said.orElse(new Bandwidth(0)), said.isPresent() ? word : "no " + word + " said");
  }

  Figure<Integer> packet(String name, boolean answer) {
    String word = answer ? "answerPacket(…)" : "requestPacket(…)";
    return figure(name, (answer ? answerPacket : requestPacket).get(), word, "loadPacket");
  }

  Figure<Integer> flows(String name) {
    return figure(name, flows.get(), "flows(…)", "loadFlows");
  }

  private static Figure<Integer> figure(
      String name, Optional<Integer> said, String word, String otherwise) {
    Fact ours = Facts.ours().fact("sdn/" + otherwise + "/value");
    return said.map(value -> Figure.given(name, value, word))
        .orElseGet(() -> Figure.stated(name, ours.integer(), ours));
  }
}
