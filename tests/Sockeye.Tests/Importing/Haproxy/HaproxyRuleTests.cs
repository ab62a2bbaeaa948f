using Sockeye.Control.Importing;

namespace Sockeye.Tests.Importing.Haproxy;

public sealed class HaproxyRuleTests
{
    [Fact]
    public void Read_BackendByCondition_IsKeptAndRefusedWhereItConcernsUs()
    {
        using var text = HaproxyText.ReadFrontend("use_backend a if { req_ssl_sni -i x.example }", "use_backend b unless LOCALHOST", "default_backend c");

        text.Notes.ShouldBeEmpty();
        text.Frontend.ConditionalBackends.Select(b => b.Value).ShouldBe(["a", "b"]);
        text.Frontend.DefaultBackend!.Value.ShouldBe("c");
        text.Frontend.Notes.Count(note => note.Outcome == ImportOutcome.Refused).ShouldBe(2);
    }

    [Theory]
    [InlineData("use_backend a")]
    [InlineData("use_backend a if TRUE")]
    [InlineData("use_backend a unless FALSE")]
    public void Read_BackendWithoutACondition_WinsOverTheDefault(string line)
    {
        using var text = HaproxyText.ReadFrontend("default_backend c", "use_backend n if FALSE", line, "use_backend b if { src 192.0.2.1 }");

        text.ShouldRefuseNothing();
        text.Frontend.DefaultBackend!.Value.ShouldBe("a");
        text.Frontend.ConditionalBackends.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("use_backend %[req.ssl_sni]")]
    [InlineData("use_backend")]
    [InlineData("default_backend")]
    [InlineData("default_backend a b")]
    public void Read_BackendThatIsNoName_IsRefused(string line)
    {
        using var text = HaproxyText.ReadFrontend(line);

        text.AllNotes.Where(note => note.Outcome == ImportOutcome.Refused).ShouldHaveSingleItem().Place.Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("", "0.0.0.0/0 ::/0")]
    [InlineData(" if TRUE", "0.0.0.0/0 ::/0")]
    [InlineData(" if { src 10.0.0.0/8 192.0.2.1 }", "10.0.0.0/8 192.0.2.1/32")]
    [InlineData(" if { src 10.0.0.0/255.0.0.0 2001:db8::/32 }", "10.0.0.0/8 2001:db8::/32")]
    [InlineData(" if balancers", "192.0.2.7/32 192.0.2.8/32")]
    [InlineData(" if FALSE", "")]
    public void Read_ProxyHeaderExpected_KnowsFromWhom(string condition, string expected)
    {
        using var text = HaproxyText.ReadFrontend("acl balancers src 192.0.2.7", "acl balancers src 192.0.2.8", "tcp-request connection expect-proxy layer4" + condition);

        text.ShouldRefuseNothing();
        string.Join(' ', text.Frontend.ExpectsProxyFrom).ShouldBe(expected);
    }

    [Theory]
    [InlineData("if { src -f /etc/list }")]
    [InlineData("if { src }")]
    [InlineData("unless { src 10.0.0.0/8 }")]
    [InlineData("if { src 10.0.0.0/8 } { dst_port 1080 }")]
    [InlineData("if mixed")]
    [InlineData("if unknown")]
    [InlineData("if { src 10.0.0.0/255.0.255.0 }")]
    [InlineData("if { src 10.0.0.0/::ffff:255.0.0.0 }")]
    [InlineData("if { src 10.0.0.0/8 } || { src 192.0.2.1 }")]
    public void Read_ProxyHeaderExpectedFromWhomIsNotPlain_IsRefused(string condition)
    {
        using var text = HaproxyText.ReadFrontend("acl mixed src 192.0.2.7", "acl mixed dst_port 1080", "tcp-request connection expect-proxy layer4 " + condition);

        text.Frontend.ExpectsProxyFrom.ShouldBeEmpty();
        text.Note(ImportOutcome.Refused, "tcp-request connection").Message.ShouldContain("must be plain");
    }

    [Fact]
    public void Read_ProxyHeaderExpectedBelowAnAccept_IsRefused()
    {
        using var text = HaproxyText.ReadFrontend("tcp-request connection accept if { src 192.0.2.1 }", "tcp-request connection expect-proxy layer4");

        text.Note(ImportOutcome.Refused, "tcp-request connection").Place.Line.ShouldBe(3);
    }

    [Theory]
    [InlineData("inspect-delay 5s", ImportOutcome.Unconcerned)]
    [InlineData("content accept if { req_ssl_hello_type 1 }", ImportOutcome.Unconcerned)]
    [InlineData("content capture req.ssl_sni len 50", ImportOutcome.Unconcerned)]
    [InlineData("content set-var(sess.x) src", ImportOutcome.Unconcerned)]
    [InlineData("connection track-sc0 src table t", ImportOutcome.Warning)]
    [InlineData("session sc-inc-gpc0(0)", ImportOutcome.Warning)]
    [InlineData("connection reject if { src 192.0.2.1 }", ImportOutcome.Refused)]
    [InlineData("connection silent-drop", ImportOutcome.Refused)]
    [InlineData("session reject", ImportOutcome.Refused)]
    [InlineData("content reject if !x", ImportOutcome.Refused)]
    [InlineData("content switch-mode http", ImportOutcome.Refused)]
    [InlineData("content lua.gate", ImportOutcome.Refused)]
    [InlineData("content", ImportOutcome.Refused)]
    [InlineData("connection expect-netscaler-cip layer4", ImportOutcome.Refused)]
    [InlineData("frob reject", ImportOutcome.Refused)]
    [InlineData("", ImportOutcome.Refused)]
    public void Read_TcpRequest_IsRefusedWhereItKeepsClientsOut(string rule, ImportOutcome outcome)
    {
        using var text = HaproxyText.ReadFrontend("tcp-request " + rule);

        text.Notes.ShouldBeEmpty();
        text.Frontend.Notes.ShouldHaveSingleItem().Outcome.ShouldBe(outcome);
    }

    [Theory]
    [InlineData("http-request deny unless { src 10.0.0.0/8 }")]
    [InlineData("http-request auth realm x unless { http_auth(u) }")]
    [InlineData("http-request lua.gate")]
    [InlineData("redirect scheme https if !x")]
    public void Read_RuleOfHttpThatKeepsClientsOut_IsRefusedInModeHttpOnly(string rule)
    {
        using var http = HaproxyText.ReadFrontend(rule, "mode http");
        using var tcp = HaproxyText.ReadFrontend("mode http", rule, "mode tcp");
        using var inherited = HaproxyText.Read($"defaults\n mode http\n {rule}\nfrontend f\nbackend b\nfrontend g\n mode tcp\n");
        using var backend = HaproxyText.Read($"backend b\n mode http\n {rule}\n");

        http.Frontend.Notes.Count(note => note.Outcome == ImportOutcome.Refused).ShouldBe(1);
        tcp.ShouldRefuseNothing();
        inherited.Configuration.Frontends.Select(frontend => frontend.Notes.Count(note => note.Outcome == ImportOutcome.Refused)).ShouldBe([1, 0]);
        backend.Backend.Notes.Where(note => note.Outcome == ImportOutcome.Refused).ShouldHaveSingleItem().Place.Line.ShouldBe(3);
    }

    [Theory]
    [InlineData("option tcplog", ImportOutcome.Unconcerned)]
    [InlineData("no option dontlognull", ImportOutcome.Unconcerned)]
    [InlineData("http-request deny", ImportOutcome.Unconcerned)]
    [InlineData("errorfile 503 /etc/x", ImportOutcome.Unconcerned)]
    [InlineData("timeout http-request 5s", ImportOutcome.Unconcerned)]
    [InlineData("mode http", ImportOutcome.Unconcerned)]
    [InlineData("stick-table type ip size 1m", ImportOutcome.Warning)]
    [InlineData("timeout frob 5s", ImportOutcome.Warning)]
    [InlineData("timeout client 0", ImportOutcome.Warning)]
    [InlineData("timeout client 5x", ImportOutcome.Refused)]
    [InlineData("timeout client", ImportOutcome.Refused)]
    [InlineData("frob x", ImportOutcome.Warning)]
    [InlineData("maxconn 10k", ImportOutcome.Refused)]
    [InlineData("clitimeout 5000", ImportOutcome.Refused)]
    [InlineData("block if x", ImportOutcome.Refused)]
    [InlineData("maxconn 0", ImportOutcome.Unconcerned)]
    [InlineData("server x 192.0.2.1:1", ImportOutcome.Refused)]
    public void Read_LineOfAFrontend_IsToldOnce(string line, ImportOutcome outcome)
    {
        using var text = HaproxyText.ReadFrontend(line);

        text.Notes.ShouldBeEmpty();
        text.Frontend.Notes.ShouldHaveSingleItem().Outcome.ShouldBe(outcome);
        text.Frontend.Notes[0].Place.Line.ShouldBe(2);
    }

    [Fact]
    public void Read_Timeouts_AreThoseOfTheirNames()
    {
        using var text = HaproxyText.ReadFrontend("timeout client 1s", "timeout server 2s", "timeout tunnel 3s", "timeout client-fin 4s", "timeout server-fin 5s", "timeout connect 6000");

        var timeouts = text.Frontend.Timeouts;
        new[] { timeouts.Client, timeouts.Server, timeouts.Tunnel, timeouts.ClientFin, timeouts.ServerFin, timeouts.Connect }
            .Select(t => t!.Value.TotalSeconds).ShouldBe([1, 2, 3, 4, 5, 6]);
        timeouts.ClientFin!.Place.Path.ShouldBe("frontend socks timeout client-fin");
        timeouts.ClientFin.Place.Column.ShouldBe(24);
    }
}
