using Sockeye.Benchmarks.Load.Datagrams;

namespace Sockeye.Tests.Bench;

public sealed class DatagramHeadersTests
{
    [Theory]
    [InlineData("Direct", "")]
    [InlineData("Plain", "000000 01 7F000001 1F90")]
    [InlineData("UdpTun", "0040 FF 01 7F000001 1F90")]
    [InlineData("UdpOverTcp1", "00 7F000001 1F90 0040")]
    [InlineData("UdpOverTcp2", "00 7F000001 1F90 0040")]
    [InlineData("Connected", "0040")]
    public void Write_EveryForm_IsTheVectorAndPasses(string form, string vector)
    {
        var headers = new DatagramHeaders(Enum.Parse<DatagramForm>(form), 8080);
        var header = new byte[headers.Length];
        headers.Write(header, 64);

        Convert.ToHexString(header).ShouldBe(vector.Replace(" ", "", StringComparison.Ordinal));
        headers.Check(header);
    }

    [Theory]
    [InlineData("Plain", 9)]
    [InlineData("UdpTun", 6)]
    [InlineData("UdpOverTcp1", 6)]
    public void Check_AnotherSender_IsFound(string form, int at)
    {
        var headers = new DatagramHeaders(Enum.Parse<DatagramForm>(form), 8080);
        var header = new byte[headers.Length];
        headers.Write(header, 64);
        header[at] ^= 1;

        Should.Throw<InvalidDataException>(() => headers.Check(header));
    }
}
