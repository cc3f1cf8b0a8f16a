FROM debian:13
RUNN %0A::warning file=x::y
WORKDIR |*<b>`@all`*|
COPY --ch|<b>&%0A::error::x,y:z=1 a b
COPY --from=no|<img>%0A::error::x a b
ARG UNUSED|<b>
EXPOSE 80/TCP
FROM debian:13 AS A|<b>&"'%0A::error
USER $a|<b>
ENV N|<b>&%0A x
