package io.arapaima.manager.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.LvsConfig;
import io.arapaima.dataplane.VirtualAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class AddressPlannerTest {
    public static LvsConfig config(String text) {
        return LvsConfReader.read(text, CheckCatalogue.UNKNOWN, HostResolver.none()).config().orElseThrow();
    }

    private static String virtual(String name, String... lines) {
        String settings = String.join("\n", lines);
        String server = settings.startsWith("address = 2001:") ? "2001:db8::11" : "10.0.0.11";
        return "virtual " + name + " {\nactive = 1\n" + settings
                + "\nserver s {\naddress = " + server + "\nactive = 1\n}\n}\n";
    }

    private static AddressPlanner.Wish plan(String text) {
        return AddressPlanner.plan(config(text));
    }

    private static String wanted(String text) {
        return String.join(", ", plan(text).wanted().stream().map(VirtualAddress::toString).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "10.0.0.100 eth0:1         |                 | 10.0.0.100/32 on eth0:1",
            "10.0.0.100 eth0:1         | 255.255.255.0   | 10.0.0.100/24 on eth0:1",
            "10.0.0.100 eth0           | 255.255.255.255 | 10.0.0.100/32 on eth0",
            "10.0.0.100 eth0.17:1      |                 | 10.0.0.100/32 on eth0.17:1",
            "10.0.0.100 longdevice0:abcd |               | 10.0.0.100/32 on longdevice0",
            "2001:db8::64 eth0:1       |                 | 2001:db8::64/128 on eth0",
            "2001:db8::64 eth0         | ffff:ffff:ffff:ffff:: | 2001:db8::64/64 on eth0"})
    void addressAndMaskMakeWhatIsAdded(String address, String mask, String expected) {
        String[] lines = {"address = " + address, mask == null ? "" : "vip_nmask = " + mask};
        assertThat(wanted("network = direct\n" + virtual("web", lines))).isEqualTo(expected);
    }

    @Test
    void theDeviceIsTheNameBeforeTheColon() {
        assertThat(plan(virtual("web", "address = 10.0.0.100 eth0:1")).wanted().getFirst())
                .extracting(VirtualAddress::device, VirtualAddress::label).containsExactly("eth0", "eth0:1");
    }

    @Test
    void theNatRouterIsWantedUnderNatOnly() {
        String file = "nat_router = 192.168.1.254 eth1:1\nnat_nmask = 255.255.255.0\n"
                + virtual("web", "address = 10.0.0.100 eth0:1");
        assertThat(wanted("network = nat\n" + file))
                .isEqualTo("192.168.1.254/24 on eth1:1, 10.0.0.100/32 on eth0:1");
        assertThat(wanted("network = direct\n" + file)).isEqualTo("10.0.0.100/32 on eth0:1");
    }

    @Test
    void severalVirtualsShareAnAddressAndTheFirstSaysWhere() {
        AddressPlanner.Wish wish = plan(virtual("http", "address = 10.0.0.100 eth0:1", "vip_nmask = 255.255.255.0")
                + virtual("https", "address = 10.0.0.100 eth0:1", "vip_nmask = 255.255.255.0", "port = 443")
                + virtual("smtp", "address = 10.0.0.100 eth0:2", "port = 25"));
        assertThat(wish.wanted()).hasToString("[10.0.0.100/24 on eth0:1]");
        assertThat(wish.warnings()).containsExactly("virtual smtp wants 10.0.0.100/32 on eth0:2, an earlier block "
                + "10.0.0.100/24 on eth0:1; the earlier one holds");
    }

    @Test
    void twoAddressesMayShareALabel() {
        assertThat(wanted(virtual("a", "address = 10.0.0.100 eth0:1") + virtual("b", "address = 10.0.0.101 eth0:1")))
                .isEqualTo("10.0.0.100/32 on eth0:1, 10.0.0.101/32 on eth0:1");
    }

    @Test
    void marksHaveTheirAddressAndInactiveBlocksNone() {
        assertThat(wanted(virtual("ftp", "address = 10.0.0.100 eth0:1", "fwmark = 21")
                + virtual("old", "address = 10.0.0.101 eth0:1").replace("active = 1\naddress",
                        "active = 0\naddress")))
                .isEqualTo("10.0.0.100/32 on eth0:1");
    }

    @Test
    void missingMasksAreSaidOnceForAllWithWhatPiranhaTook() {
        assertThat(plan(virtual("a", "address = 10.0.0.100 eth0:1") + virtual("b", "address = 172.16.0.1 eth0:2")
                + virtual("c", "address = 192.168.0.1 eth0:3") + virtual("d", "address = 2001:db8::1 eth0")).warnings())
                .containsExactly("no mask for 10.0.0.100 (Piranha took /8), 172.16.0.1 (Piranha took /16), "
                        + "192.168.0.1 (Piranha took /24): added as /32, which makes no route; "
                        + "write vip_nmask or nat_nmask if one is needed");
    }

    @Test
    void whatNoMachineCanHoldIsLeftOut() {
        AddressPlanner.Wish wish = plan("network = nat\nnat_router = 224.0.0.1 eth1:1\nnat_nmask = 255.255.255.0\n"
                + virtual("web", "address = 10.0.0.100 eth0:1", "vip_nmask = 255.255.255.0"));
        assertThat(wish.wanted()).noneMatch(each -> each.toString().contains("224.0.0.1"));
        assertThat(wish.warnings()).anyMatch(each -> each.contains("224.0.0.1 cannot be held"));
    }

    @Test
    void oneServerBehindNatIsEnoughForTheRouterAddress() {
        String file = "network = direct\nnat_router = 192.168.1.254 eth1:1\nnat_nmask = 255.255.255.0\n"
                + virtual("web", "address = 10.0.0.100 eth0:1", "vip_nmask = 255.255.255.0");
        assertThat(wanted(file)).doesNotContain("192.168.1.254");
        assertThat(wanted(file.replace("server s {", "server s {\nforwarding = nat"))).contains("192.168.1.254/24");
    }
}
