// Fetches a page through the proxy:
//   SOCKEYE_PASSWORD=... dotnet run --project samples/HttpClientThroughSockeye socks5s://alice@localhost:1080 https://example.com/ ca.pem
using Sockeye.Client;

if (args.Length is < 2 or > 3)
{
    Console.Error.WriteLine("usage: HttpClientThroughSockeye socks5s://USER@HOST:PORT URL [CA-FILE], the password in SOCKEYE_PASSWORD");
    return 2;
}

var proxy = new SockeyeProxy(new SockeyeProxyOptions
{
    Server = new Uri(args[0]),
    Password = Environment.GetEnvironmentVariable("SOCKEYE_PASSWORD"),
    CertificateAuthorityFile = args.Length == 3 ? args[2] : null,
});
using var handler = new SocketsHttpHandler { ConnectCallback = proxy.ConnectAsync, UseProxy = false };
using var client = new HttpClient(handler);
try
{
    Console.WriteLine(await client.GetStringAsync(new Uri(args[1])));
    return 0;
}
catch (HttpRequestException exception) when (exception.InnerException is SockeyeProxyException proxyError)
{
    Console.Error.WriteLine($"{proxyError.Error}: {proxyError.Message}");
    return 1;
}
